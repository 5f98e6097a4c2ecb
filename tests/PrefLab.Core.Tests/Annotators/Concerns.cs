using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

internal static class Concerns
{
    /// <summary>As after a drop was noticed and a few more golds were wrong.</summary>
    public static async Task RaiseAsync(TestDatabase database, TestProject project, Annotator annotator)
    {
        await using var db = database.Open();
        var row = await db.Annotators.SingleAsync(it => it.ProjectId == project.Id && it.Id == annotator.Id, TestContext.Current.CancellationToken);
        row.ConcernSince = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        row.Evidence = (row.Evidence ?? Evidence.None) with { Drift = 4.5 };
        row.Risk = LiveTest.Risk(row.Evidence);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
