using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PrefLab.Core.Storage;

internal static class UniqueViolation
{
    /// <summary>Whether somebody else stored the same unique value first.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
