using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>Keeps how people have set up their pages.</summary>
public sealed class PersonSettingsService(PrefLabDb db)
{
    /// <returns>What is wrong; null when they are stored.</returns>
    public async Task<FieldError?> SaveAsync(long person, PersonSettings settings, CancellationToken ct)
    {
        if (settings.Check() is { } wrong)
        {
            return wrong;
        }

        var json = settings.ToJson();
        await db.Users.Where(it => it.Id == person).ExecuteUpdateAsync(it => it.SetProperty(row => row.Settings, json), ct);
        return null;
    }
}
