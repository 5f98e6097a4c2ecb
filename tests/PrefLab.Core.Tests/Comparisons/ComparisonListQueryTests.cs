using System.Diagnostics;
using PrefLab.Core.Comparisons;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Comparisons;

public sealed class ComparisonListQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ComparisonListQuery query = new(database.Database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("$1")]
    [InlineData("';--")]
    [InlineData("(x+)+$")]
    [InlineData("%_", 100)]
    [InlineData("x", 200)]
    [InlineData("prompt c-%")]
    public async Task B088_HostileSearch_IsPlainTextAndQuick(string unit, int times = 1)
    {
        var project = await TestProject.CreateAsync(database.Database);
        await GeneratedComparisons.AddAsync(database.Database, project.Id, 3_000, overlap: 3, characters: 500, golds: 0);
        var search = string.Concat(Enumerable.Repeat(unit, times));
        var quickest = TimeSpan.MaxValue;
        for (var i = 0; i < 6; i++)
        {
            var watch = Stopwatch.StartNew();
            var found = await query.RunAsync(new ComparisonListRequest(project.Id, Search: search, InText: i % 2 == 0), Ct);
            // The least of several: the machine may be busy with something else.
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
            Assert.Empty(found.Rows);
        }

        Assert.InRange(quickest.TotalMilliseconds, 0, 200);
    }

    /// <summary>Texts of which a page of the database holds a hundred, packed: what costs is their length.</summary>
    [Fact]
    public async Task B088_SearchInVeryLongTexts_StopsAfterAFew()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await GeneratedComparisons.AddAsync(database.Database, project.Id, 40, overlap: 3, characters: 1_500_000, golds: 0);

        var list = await query.RunAsync(new ComparisonListRequest(project.Id, Search: "nowhere", InText: true), Ct);

        Assert.True(list.SearchGoesOn);
        Assert.Equal(3, await project.ScalarAsync<long>(
            "SELECT count(*) FROM comparisons WHERE project_id = $1 AND id <= $2", project.Id.Value, list.Next!.Value.Value));
    }
}
