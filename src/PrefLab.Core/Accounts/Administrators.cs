using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

internal static class Administrators
{
    /// <summary>
    /// Begins a transaction that may change who can act as an administrator. One at a time, on all nodes: otherwise two links could make
    /// two first administrators, and two administrators could dismiss each other and leave none.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAmongAdministratorsAsync(this PrefLabDb db, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('preflab.administrators'))", ct);
        return transaction;
    }
}
