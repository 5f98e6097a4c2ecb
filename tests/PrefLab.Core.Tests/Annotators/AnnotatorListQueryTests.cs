using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
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
        var page = await Query(db).LoadAsync(project.Id, new AnnotatorFilter(wanted, search), null, null, 10, Ct);
        var counts = await Query(db).CountAsync(project.Id, Ct);

        Assert.Equal((found, found), (page.Found, page.Rows.Count));
        Assert.Equal((3, 1), (counts.ByStanding[Standing.Active], counts.ByStanding[Standing.Flagged]));
    }

    [Fact]
    public async Task LoadAsync_BackFromTheLastPage_ShowsTheSamePages()
    {
        var project = await ProjectAsync(12);
        var forth = new List<AnnotatorPage> { await LoadAsync(project, null, 5) };
        while (forth[^1].Next is { } next)
        {
            forth.Add(await LoadAsync(project, next, 5));
        }

        await using var db = database.Open();
        var page = forth[^1];
        for (var i = forth.Count - 2; i >= 0; i--)
        {
            page = await Query(db).LoadAsync(project.Id, AnnotatorFilter.Everybody, null, page.Previous, 5, Ct);
            Assert.Equal(forth[i].Rows.Select(row => row.Annotator.Id), page.Rows.Select(row => row.Annotator.Id));
            Assert.Equal(forth[i].Next, page.Next);
        }

        Assert.Equal(3, forth.Count);
        Assert.Null(page.Previous);
    }

    [Fact]
    public async Task LoadAsync_WithAConcernOrAnOpenAppeal_FindsThose()
    {
        var project = await ProjectAsync(3);
        var people = (await LoadAsync(project, null, 3)).Rows.Select(row => row.Annotator.Id).ToList();
        await project.ExecuteAsync("UPDATE annotators SET concern_since = now() WHERE project_id = $1 AND id = $2", project.Id.Value, people[0].Value);
        await project.ExecuteAsync(
            "INSERT INTO appeals (project_id, annotator_id, standing, text, made_at) VALUES ($1, $2, 4, 'Why?', now())", project.Id.Value, people[1].Value);
        await using var db = database.Open();

        var concerned = await Query(db).LoadAsync(project.Id, new AnnotatorFilter(HasConcern: true), null, null, 5, Ct);
        var appealing = await Query(db).LoadAsync(project.Id, new AnnotatorFilter(HasOpenAppeal: true), null, null, 5, Ct);
        var both = await Query(db).LoadAsync(project.Id, new AnnotatorFilter(HasConcern: true, HasOpenAppeal: true), null, null, 5, Ct);
        var counts = await Query(db).CountAsync(project.Id, Ct);

        Assert.Equal(people[0], Assert.Single(concerned.Rows).Annotator.Id);
        Assert.Equal((people[1], true), (Assert.Single(appealing.Rows).Annotator.Id, appealing.Rows[0].HasOpenAppeal));
        Assert.Empty(both.Rows);
        Assert.Equal((1, 1), (counts.Concerns, counts.OpenAppeals));
    }

    [Fact]
    public async Task LoadAsync_SearchedByNumber_FindsThatAnnotator()
    {
        var project = await ProjectAsync(2);
        var wanted = (await LoadAsync(project, null, 1)).Rows[0].Annotator.Id;

        await using var db = database.Open();
        var page = await Query(db).LoadAsync(project.Id, new AnnotatorFilter(Search: $"A-{wanted.Value:0000}"), null, null, 10, Ct);

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

    private AnnotatorListQuery Query(PrefLabDb db) => new(
        db, new AnnotatorTableQuery(database.Database), new ProjectPaceQuery(database.Database), TimeProvider.System);

    private async Task<AnnotatorPage> LoadAsync(TestProject project, RiskKey? after, int take)
    {
        await using var db = database.Open();
        return await Query(db).LoadAsync(project.Id, AnnotatorFilter.Everybody, after, null, take, Ct);
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
