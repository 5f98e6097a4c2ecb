using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PrefLab.Core.Agreement;
using PrefLab.Core.Annotators;
using PrefLab.Core.Economics;
using PrefLab.Core.Projects;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorActionPreviewQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const decimal Rate = .25m;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AnnotatorActionPreviewQuery Previews => new(
        database.Database, new AgreementCounts(database.Database, TimeProvider.System, NullLogger<AgreementCounts>.Instance), TimeProvider.System);

    [Theory]
    [InlineData(100)]
    [InlineData(110)]
    [InlineData(120)]
    [InlineData(130)]
    [InlineData(140)]
    [InlineData(150)]
    public async Task LoadAsync_TenRandomHistories_SaysWhatHappens(int first)
    {
        var foretold = 0;
        for (var seed = first; seed < first + 10; seed++)
        {
            var history = await History.MakeAsync(database, seed);
            var (annotator, request) = history.Draw();
            var before = await OutcomeAsync(history.Project);
            var foreseen = await Previews.LoadAsync(history.Project.Id, annotator.Id, request, Ct);
            Assert.Equivalent(before, await OutcomeAsync(history.Project), strict: true);

            var result = await history.ActAsync(annotator, request);

            if (foreseen is AnnotatorActionResult.Refused refused)
            {
                Assert.Equal(refused, result);
                continue;
            }

            foretold++;
            var preview = Assert.IsType<AnnotatorActionResult.Foreseen>(foreseen).Preview;
            var done = Assert.IsType<AnnotatorActionResult.Done>(result);
            Assert.Equal((preview.To, preview.Figures), (done.Standing, done.Effect));
            AssertIs(preview, before, await OutcomeAsync(history.Project), seed);
            Assert.Equal((0L, 0L), (await history.Project.BrokenPlacesAsync(), await history.Project.BrokenLevelsAsync()));

            var undone = Assert.IsType<AnnotatorActionResult.Done>(await history.UndoAsync(annotator, done.Action));
            var restored = await OutcomeAsync(history.Project);
            Assert.Equal(0, undone.Raised);
            Assert.Equal((before.Alpha, before.Paid, before.Needed), (restored.Alpha, restored.Paid, restored.Needed));
            Assert.Equivalent(before.Final, restored.Final, strict: true);
        }

        Assert.True(foretold >= 6, $"Only {foretold} of ten were possible.");
    }

    /// <summary>The histories exclude once or twice; each time by another action. From the marks of the labels.</summary>
    [Fact]
    public async Task LoadAsync_OfAReinstatement_NamesWhatStaysExcludedByWhat()
    {
        var stay = 0;
        for (var seed = 160; seed < 166; seed++)
        {
            var history = await History.MakeAsync(database, seed);
            foreach (var annotator in history.Annotators)
            {
                var reinstate = new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked");
                await history.ActAsync(annotator, new AnnotatorActionRequest(
                    AnnotatorActionKind.Pause, "Careless", ExclusionScope.Since, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1)));
                var foreseen = Assert.IsType<AnnotatorActionResult.Foreseen>(await Previews.LoadAsync(history.Project.Id, annotator.Id, reinstate, Ct)).Preview;

                var done = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(annotator, reinstate));

                await using var db = database.Open();
                var marked = await db.Labels.Where(it => it.ProjectId == history.Project.Id && it.AnnotatorId == annotator.Id && it.Excluded)
                    .GroupBy(it => it.ExcludedBy).Select(it => new { Action = it.Key!.Value, Labels = it.Count() }).OrderBy(it => it.Action).ToListAsync(Ct);
                Assert.Equal(marked.Select(it => (it.Action, it.Labels)), foreseen.StayExcluded.Select(it => (it.Action, it.Labels)));
                Assert.Equal(foreseen.StayExcluded, done.StayExcluded);
                stay += marked.Count;
            }
        }

        Assert.True(stay > 5, $"{stay}: too few to say anything.");
    }

    [Fact]
    public async Task LoadAsync_WrongInput_IsRefusedAsTheActionIs()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var removed = await project.AddAnnotatorAsync(Standing.Removed);
        var stranger = await (await TestProject.CreateAsync(database.Database)).AddAnnotatorAsync();
        var pause = new AnnotatorActionRequest(AnnotatorActionKind.Pause, null);
        var future = pause with { Scope = ExclusionScope.Since, Since = new DateOnly(9999, 1, 1) };

        Assert.IsType<AnnotatorActionResult.Refused>(await Previews.LoadAsync(project.Id, removed.Id, pause, Ct));
        Assert.IsType<AnnotatorActionResult.Missing>(await Previews.LoadAsync(project.Id, stranger.Id, pause, Ct));
        Assert.Equal("since", Assert.IsType<AnnotatorActionResult.Invalid>(await Previews.LoadAsync(project.Id, removed.Id, future, Ct)).Error.Field);
    }

    private static void AssertIs(ActionPreview preview, Outcome before, Outcome after, int seed)
    {
        var moved = before.Final.Select(it => (Before: it.Value, After: after.Final[it.Key])).ToList();
        Assert.Equal(
            (seed, before.Labels, after.Labels, before.Majorities, after.Majorities),
            (seed, preview.Before!.Labels, preview.After!.Labels, preview.Before.Majorities, preview.After.Majorities));
        Assert.Equal((seed, before.Alpha, after.Alpha), (seed, preview.Before.Alpha.Estimate.Value, preview.After.Alpha.Estimate.Value));
        Assert.Equal(
            (moved.Count(it => it is { Before: not null, After: not null } && it.Before != it.After),
                moved.Count(it => it is { Before: not null, After: null }), moved.Count(it => it is { Before: null, After: not null })),
            (preview.Figures.Changed, preview.Figures.Undecided, preview.Figures.Decided));
        Assert.Equal((seed, before.Excluded + preview.Figures.Labels), (seed, after.Excluded));
        Assert.Equal(before.Open.Count + preview.Figures.Reopened, after.Open.Count);
        Assert.Equal(before.Held - preview.Figures.Released, after.Held);
        Assert.Equal((before.Paid - preview.Withheld, before.Needed + preview.Refill), (after.Paid, after.Needed));
    }

    /// <summary>From the labels themselves, not from what counts them.</summary>
    private async Task<Outcome> OutcomeAsync(TestProject project)
    {
        var counts = new Dictionary<long, int[]>();
        var decided = new Dictionary<long, Preference>();
        await using (var command = database.Database.Requests.CreateCommand(
            """
            SELECT c.id, l.preference, c.expert_preference FROM comparisons c
            LEFT JOIN labels l ON l.project_id = $1 AND l.comparison_id = c.id AND l.is_current AND NOT l.excluded
            WHERE c.project_id = $1 AND c.gold_preference IS NULL
            """))
        {
            command.Parameters.AddWithValue(project.Id.Value);
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct))
            {
                var votes = counts.TryGetValue(reader.GetInt64(0), out var known) ? known : counts[reader.GetInt64(0)] = new int[5];
                if (!reader.IsDBNull(1))
                {
                    votes[reader.GetInt16(1)]++;
                }

                if (!reader.IsDBNull(2))
                {
                    decided[reader.GetInt64(0)] = (Preference)reader.GetInt16(2);
                }
            }
        }

        var histogram = PatternHistogram.FromCounts(5, counts.Values.SelectMany(it => it).ToArray());
        var progress = (await new ProgressQuery(database.Database).LoadAsync(project.Id, Ct))!;
        return new Outcome(
            histogram.Labels, counts.Values.Count(it => MajorityVote.OfPreferences(it) is not null),
            counts.ToDictionary(it => it.Key, it => decided.TryGetValue(it.Key, out var one) ? one : MajorityVote.OfPreferences(it.Value)),
            AgreementReport.Of(histogram).Find(AgreementCoefficient.AlphaOrdinal).Interval.Estimate.Value,
            await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_current AND excluded", project.Id.Value),
            [.. await ReadAsync(project, "SELECT id FROM comparisons WHERE project_id = $1 AND gold_preference IS NULL AND taken < overlap")],
            await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 1", project.Id.Value),
            CostSummary.Of(progress, Rate).SoFar, (progress.Needed - progress.Accepted) * Rate);
    }

    private async Task<List<long>> ReadAsync(TestProject project, string sql)
    {
        await using var command = database.Database.Requests.CreateCommand(sql);
        command.Parameters.AddWithValue(project.Id.Value);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var ids = new List<long>();
        while (await reader.ReadAsync(Ct))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    /// <param name="Held">Live assignments of everybody.</param>
    /// <param name="Needed">What the missing labels cost.</param>
    private sealed record Outcome(
        long Labels, int Majorities, IReadOnlyDictionary<long, Preference?> Final, double? Alpha, long Excluded, IReadOnlyList<long> Open, long Held, decimal Paid, decimal Needed);
}
