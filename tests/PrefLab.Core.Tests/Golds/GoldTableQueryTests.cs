using System.Diagnostics;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Golds;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Golds;

public sealed class GoldTableQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_AnsweredGolds_SaysWhatTheFirstAnswersWere()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 8);
        for (var i = 0; i < 4; i++)
        {
            await scene.AddWhoAnswersAAsync(8);
        }

        var gold = (await scene.GoldsAsync())[2];
        await scene.SetAsync(gold, Preference.BBetter);
        await scene.Rescorer.RunAsync(Ct);
        var table = await LoadAsync(scene.Project);

        // All four are reliable by the other golds, and contradict this one.
        Assert.Equal(8, table.Found);
        var row = table.Rows[0];
        Assert.Equal(gold, row.Id);
        Assert.Equal((4, 0.0, true, false), (row.Figures.Answers, row.Figures.Right.Estimate.Value, row.Figures.IsAmbiguous, row.Figures.IsLeaked));
        Assert.Equal(4, row.Exposures);
        Assert.All(table.Rows.Skip(1), other => Assert.Equal((1.0, false), (other.Figures.Right.Estimate.Value, other.Figures.IsAmbiguous)));
        Assert.Equal((8, 8, 7, 0, 1, 1), (table.Coverage.All, table.Coverage.InRotation, table.Coverage.ForA, table.Coverage.Ties, table.Coverage.ForB, table.Coverage.Ambiguous));
        Assert.Equal([gold], (await LoadAsync(scene.Project, answer: Direction.B)).Rows.Select(it => it.Id));
        Assert.Equal([gold], (await LoadAsync(scene.Project, signal: GoldSignal.Ambiguous)).Rows.Select(it => it.Id));
        Assert.Empty((await LoadAsync(scene.Project, signal: GoldSignal.Leaked)).Rows);
    }

    [Fact]
    public async Task LoadAsync_Pages_ShowEachGoldOnceInEveryOrder()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .5);
        await project.AddGoldsAsync(7);
        foreach (var order in Enum.GetValues<GoldOrder>())
        {
            var seen = new List<ComparisonId>();
            for (ComparisonId? after = null; ;)
            {
                var page = await Query.LoadAsync(new GoldListRequest(project.Id, Order: order, After: after, Size: 3), Ct);
                seen.AddRange(page.Rows.Select(row => row.Id));
                if (page.Next is null)
                {
                    break;
                }

                after = page.Next;
            }

            Assert.Equal(7, seen.Distinct().Count());
            Assert.Equal(7, seen.Count);
        }
    }

    [Fact]
    public async Task RetireAsync_AndBack_LeavesTheDrawAndScoresNobody()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 4);
        await scene.AddWhoAnswersAAsync(1);
        var rotation = new GoldRotation(database.Database);
        var golds = await scene.GoldsAsync();
        foreach (var gold in golds)
        {
            Assert.Equal(RotationResult.Done, await rotation.RetireAsync(scene.Project.Id, gold, 1, Ct));
        }

        Assert.Equal(RotationResult.Unchanged, await rotation.RetireAsync(scene.Project.Id, golds[0], 1, Ct));
        var late = await scene.AddAsync();
        await late.DrainAsync();
        Assert.Equal(1, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_gold", scene.Project.Id.Value));
        Assert.Equal("1/1 1/1, 0/0 0/0", await scene.TalliesAsync());
        Assert.Equal(4, (await LoadAsync(scene.Project, GoldState.Retired)).Found);

        Assert.Equal(RotationResult.Done, await rotation.ReturnAsync(scene.Project.Id, golds[0], 1, Ct));
        Assert.Equal([golds[0]], (await LoadAsync(scene.Project, GoldState.InRotation)).Rows.Select(row => row.Id));
        Assert.Equal("5", await scene.Project.ScalarAsync<string>(
            "SELECT count(*)::text FROM audit_events WHERE project_id = $1 AND kind IN ('gold.retired', 'gold.returned') AND actor_id = 1", scene.Project.Id.Value));
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task RetireAsync_WhoHasItBeforeThem_IsScoredByIt()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 1);
        var person = await scene.AddAsync();
        ServedAssignment served;
        for (served = await person.NextAsync(); !GoldScene.IsGold(served); served = await person.NextAsync())
        {
            await person.AcceptAsync(GoldScene.AnswerA(served));
        }

        await new GoldRotation(database.Database).RetireAsync(scene.Project.Id, (await scene.GoldsAsync())[0], 1, Ct);
        await person.AcceptAsync(GoldScene.AnswerA(served));

        Assert.Equal("1/1 1/1", await scene.TalliesAsync());
    }

    [Fact]
    public async Task RetireAsync_NoGold_IsNotFound()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(1);
        var id = new ComparisonId(await project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", project.Id.Value));

        Assert.Equal(RotationResult.NotFound, await new GoldRotation(database.Database).RetireAsync(project.Id, id, 1, Ct));
        Assert.Equal(RotationResult.NotFound, await new GoldRotation(database.Database).ReturnAsync(project.Id, id, 1, Ct));
    }

    [Fact]
    public async Task LoadTagsAsync_ValueOfManyComparisons_SaysHowManyGoldsHaveIt()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(20);
        await project.AddGoldsAsync(2);
        await project.ExecuteAsync(
            """
            UPDATE comparisons SET metadata = CASE WHEN use = 2 THEN '{"topic": "maths"}'::jsonb
                WHEN id % 2 = 0 THEN jsonb_build_object('topic', 'maths', 'n', id::text) ELSE '{"tags": ["code", "short"]}' END
            WHERE project_id = $1
            """,
            project.Id.Value);

        Assert.Equal([new("code", 10, 0), new("maths", 10, 2), new TagCoverage("short", 10, 0)], await Query.LoadTagsAsync(project.Id, Ct));
        Assert.Equal(2, (await Query.LoadAsync(new GoldListRequest(project.Id, Tag: "maths"), Ct)).Found);
        Assert.Equal(0, (await Query.LoadAsync(new GoldListRequest(project.Id, Tag: "code"), Ct)).Found);
    }

    [Fact]
    public async Task LoadAsync_AThousandGoldsWithTenThousandsOfAnswers_IsThereAtOnce()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(1_000);
        var statistics = new TableStatistics(database.Database);
        for (var i = 0; i < 20; i++)
        {
            await AnswerAllAsync(project, await project.AddAnnotatorAsync());
            await statistics.RefreshAsync(Ct);
        }

        await project.ExecuteAsync("UPDATE annotators SET answered = 1000, golds_answered = 1000, golds_correct = 500 WHERE project_id = $1", project.Id.Value);
        await LoadAsync(project);

        var since = Stopwatch.GetTimestamp();
        var table = await LoadAsync(project);
        var took = Stopwatch.GetElapsedTime(since);

        Assert.Equal((1_000, 20), (table.Found, table.Rows[0].Figures.Answers));
        TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMilliseconds:0} ms");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    private static Task AnswerAllAsync(TestProject project, Annotator annotator) => project.ExecuteAsync(
        """
        WITH given AS (
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, position, left_is_a, state, issued_at, expires_at)
            SELECT $1, gen_random_uuid(), c.id, $2, NULL, true, 2, now() - interval '1 hour', now()
            FROM comparisons c WHERE c.project_id = $1 RETURNING id, comparison_id, annotator_id)
        INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad, flagged,
                            server_seconds, received_at, guideline_version, is_gold, is_current, excluded)
        SELECT $1, id, comparison_id, annotator_id, gen_random_uuid(), (id % 4)::smallint, true, false, false, 5 + id % 60, now(), 0, true, true, false FROM given
        """,
        project.Id.Value, annotator.Id.Value);

    private GoldTableQuery Query => new(database.Database);

    private Task<GoldTable> LoadAsync(TestProject project, GoldState? state = null, GoldSignal? signal = null, Direction? answer = null) =>
        Query.LoadAsync(new GoldListRequest(project.Id, state, signal, answer), Ct);
}
