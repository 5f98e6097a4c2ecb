using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Agreement;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Agreement;

public sealed class LeadQueriesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Histogram_OrdinaryAndGoldLabels_HoldsTheOrdinaryOnly()
    {
        var (project, _) = await LabelledAsync();
        await using var db = database.Open();
        var expected = (await db.Labels.Where(label => label.ProjectId == project.Id && !label.IsGold).ToListAsync(Ct))
            .GroupBy(label => label.ComparisonId)
            .Select(group => string.Join(',', Enumerable.Range(0, 5).Select(level => group.Count(label => (int)label.Preference == level))))
            .GroupBy(pattern => pattern, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);

        var histogram = await PatternHistogramQuery.LoadAsync(database.Database.Requests, project.Id, Ct);

        Assert.Equal(expected, histogram.Rows().ToDictionary(row => string.Join(',', row.Labels), row => row.Comparisons, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Disputed_ManyComparisons_ComeWorstFirst()
    {
        var (project, _) = await LabelledAsync();
        var histogram = await PatternHistogramQuery.LoadAsync(database.Database.Requests, project.Id, Ct);

        var disputed = await DisputedQuery.LoadAsync(database.Database.Requests, project.Id, histogram, 5, Ct);

        await using var db = database.Open();
        var all = await db.Comparisons.Where(comparison => comparison.ProjectId == project.Id && comparison.GoldPreference == null)
            .Select(comparison => new { comparison.N0, comparison.N1, comparison.N2, comparison.N3, comparison.N4 }).ToListAsync(Ct);
        var worst = all.Select(row => DisputedQuery.Spread([row.N0, row.N1, row.N2, row.N3, row.N4])).OrderDescending().Take(5);
        Assert.Equal(worst, disputed.Select(comparison => DisputedQuery.Spread(comparison.Votes)));
        Assert.All(disputed, comparison => Assert.StartsWith("prompt ", comparison.Excerpt, StringComparison.Ordinal));
    }

    [Fact]
    public void Spread_OppositeLabels_IsTheVarianceOfLevels()
    {
        Assert.Equal(4, DisputedQuery.Spread([1, 0, 0, 0, 1]));
        Assert.Equal(0, DisputedQuery.Spread([0, 3, 0, 0, 0]));
        Assert.Equal(0, DisputedQuery.Spread([0, 1, 0, 0, 0]));
    }

    [Fact]
    public async Task Agreement_EachAnnotator_EqualsBruteForce()
    {
        var (project, annotators) = await LabelledAsync();
        await using var db = database.Open();
        var labels = await db.Labels.Where(label => label.ProjectId == project.Id && !label.IsGold && label.IsCurrent).ToListAsync(Ct);

        var found = await new AnnotatorTableQuery(database.Database).LoadAsync(project.Id, annotators.Select(a => a.Id), AnnotatorTableQuery.NewestLabels, pace: null, TimeProvider.System.GetUtcNow(), Ct);

        foreach (var annotator in annotators)
        {
            var shares = new List<double>();
            foreach (var mine in labels.Where(label => label.AnnotatorId == annotator.Id))
            {
                var others = labels.Where(label => label.ComparisonId == mine.ComparisonId && label.AnnotatorId != annotator.Id).ToList();
                if (others.Count > 0)
                {
                    shares.Add((double)others.Count(other => other.Preference.Direction == mine.Preference.Direction) / others.Count);
                }
            }

            Assert.Equal(shares.Average(), found[annotator.Id].Agreement!.Share, 12);
            Assert.Equal(shares.Count, found[annotator.Id].Agreement!.Comparisons);
        }
    }

    [Fact]
    public async Task Agreement_NobodyElseLabelled_HasNoEntry()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var annotator = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, annotator).DrainAsync();

        var found = await new AnnotatorTableQuery(database.Database).LoadAsync(project.Id, [annotator.Id], 10, pace: null, TimeProvider.System.GetUtcNow(), Ct);

        Assert.Null(found[annotator.Id].Agreement);
    }

    [Fact]
    public async Task Progress_AfterWork_AddsUpAnnotatorRows()
    {
        var (project, annotators) = await LabelledAsync();

        var progress = await new ProgressQuery(database.Database).LoadAsync(project.Id, Ct);

        Assert.NotNull(progress);
        Assert.Equal(annotators.Count, progress.Annotators);
        Assert.Equal(await CountAsync(project, "NOT is_gold"), progress.Accepted);
        Assert.Equal(await CountAsync(project, "true"), progress.Answered);
        Assert.Equal(await CountAsync(project, "is_gold"), progress.GoldsAnswered);
        Assert.InRange(progress.GoldsCorrect, 1, progress.GoldsAnswered - 1);
    }

    [Fact]
    public async Task Progress_NoSuchProject_IsNull() =>
        Assert.Null(await new ProgressQuery(database.Database).LoadAsync(new ProjectId(999_999), Ct));

    [Fact]
    public async Task Pace_LabelsOfSeveralHours_AreCountedByHour()
    {
        var (project, _) = await LabelledAsync();
        var ordinary = (int)await CountAsync(project, "NOT is_gold");
        var now = TimeProvider.System.GetUtcNow().AddSeconds(1);

        var soon = await new ProgressQuery(database.Database).LoadPaceAsync(project.Id, now, Ct);
        var later = await new ProgressQuery(database.Database).LoadPaceAsync(project.Id, now.AddHours(2), Ct);
        var tomorrow = await new ProgressQuery(database.Database).LoadPaceAsync(project.Id, now.AddHours(30), Ct);

        Assert.Equal([new HourlyLabels(0, ordinary)], soon);
        Assert.Equal([new(0, 0), new(1, 0), new(2, ordinary)], later);
        Assert.Empty(tomorrow);
    }

    private static async Task<long> CountAsync(TestProject project, string which) =>
        await project.ScalarAsync<long>($"SELECT count(*) FROM labels WHERE project_id = $1 AND {which}", project.Id.Value);

    /// <summary>Five people label 30 comparisons three times, and golds between them, by a fixed sequence.</summary>
    private async Task<(TestProject Project, List<Annotator> Annotators)> LabelledAsync()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 10, goldFraction: .2);
        await project.AddComparisonsAsync(30);
        await project.AddGoldsAsync(8);
        var annotators = new List<Annotator>();
        var random = new Random(7);
        for (var i = 0; i < 5; i++)
        {
            annotators.Add(await project.AddAnnotatorAsync());
        }

        foreach (var annotator in annotators)
        {
            var person = new Annotating(database.Database, project, annotator);
            for (var answers = 0; answers < 22 && await person.AskAsync() is NextResult.Work work; answers++)
            {
                await person.AcceptAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), random.Next(1, 6)));
            }
        }

        return (project, annotators);
    }
}
