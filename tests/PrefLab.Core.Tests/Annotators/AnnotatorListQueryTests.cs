using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorListQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_PageAfterPage_ListsEverybodyOnceByFallingRisk()
    {
        var project = await ProjectAsync(23);

        var seen = new List<AnnotatorRow>();
        RiskKey? after = null;
        do
        {
            var page = await LoadAsync(project, after, 5);
            Assert.Equal(23, page.Found);
            seen.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(23, seen.DistinctBy(row => row.Annotator.Id).Count());
        Assert.Equal(seen.OrderByDescending(row => row.Annotator.Risk).ThenBy(row => row.Annotator.Id.Value), seen);
        Assert.True(seen[0].Annotator.Risk > seen[^1].Annotator.Risk);
    }

    [Fact]
    public async Task LoadAsync_SomebodyRisesBetweenPages_NobodyElseIsMissedOrRepeated()
    {
        var project = await ProjectAsync(10);
        var first = await LoadAsync(project, null, 5);
        var last = (await LoadAsync(project, first.Next, 5)).Rows[^1].Annotator.Id;
        await using var db = database.Open();
        await db.Annotators.Where(row => row.ProjectId == project.Id && row.Id == last)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Risk, 1), Ct);

        var second = await LoadAsync(project, first.Next, 5);

        Assert.Equal(4, second.Rows.Count);
        Assert.DoesNotContain(second.Rows, row => row.Annotator.Id == last);
        Assert.Equal(9, first.Rows.Concat(second.Rows).DistinctBy(row => row.Annotator.Id).Count());
    }

    [Theory]
    [InlineData("Flagged", null, 1)]
    [InlineData(null, "annotator-", 4)]
    [InlineData("Active", "100%", 0)]
    public async Task LoadAsync_Filtered_FindsWhoMatches(string? standing, string? search, int found)
    {
        var project = await ProjectAsync(3);
        await project.AddAnnotatorAsync(Standing.Flagged);
        Standing? wanted = standing is null ? null : Enum.Parse<Standing>(standing);

        await using var db = database.Open();
        var page = await Query(db).LoadAsync(project.Id, wanted, search, null, 10, Ct);

        Assert.Equal((found, found), (page.Found, page.Rows.Count));
        Assert.Equal((3, 1), (page.ByStanding[Standing.Active], page.ByStanding[Standing.Flagged]));
    }

    [Fact]
    public async Task LoadAsync_SearchedByNumber_FindsThatAnnotator()
    {
        var project = await ProjectAsync(2);
        var wanted = (await LoadAsync(project, null, 1)).Rows[0].Annotator.Id;

        await using var db = database.Open();
        var page = await Query(db).LoadAsync(project.Id, null, $"A-{wanted.Value:0000}", null, 10, Ct);

        Assert.Contains(page.Rows, row => row.Annotator.Id == wanted);
    }

    [Theory]
    [InlineData("0.25_17", true)]
    [InlineData("1E-05_1", true)]
    [InlineData("0.25_0", false)]
    [InlineData("1.5_1", false)]
    [InlineData("NaN_1", false)]
    [InlineData("0.25", false)]
    [InlineData("0.25_1_2", false)]
    [InlineData("", false)]
    public void RiskKey_Text_IsReadOrRefused(string text, bool right)
    {
        Assert.Equal(right, RiskKey.TryParse(text, null, out var key));
        Assert.Equal(right ? text : "0_0", key.ToString());
    }

    private AnnotatorListQuery Query(PrefLabDb db) => new(db, new AnnotatorTableQuery(database.Database));

    private async Task<AnnotatorPage> LoadAsync(TestProject project, RiskKey? after, int take)
    {
        await using var db = database.Open();
        return await Query(db).LoadAsync(project.Id, null, null, after, take, Ct);
    }

    /// <summary>People of whom every fourth has the same risk.</summary>
    private async Task<TestProject> ProjectAsync(int people)
    {
        var project = await TestProject.CreateAsync(database.Database);
        for (var i = 0; i < people; i++)
        {
            await project.AddAnnotatorAsync();
        }

        await project.ExecuteAsync(
            """
            UPDATE annotators SET risk = (id % 4 + 1) / 7.0
            WHERE project_id = $1
            """,
            project.Id.Value);
        return project;
    }
}
