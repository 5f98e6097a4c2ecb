using Microsoft.Extensions.Logging.Abstractions;
using PrefLab.Core.Accounts;
using PrefLab.Core.Agreement;
using PrefLab.Core.Annotators;
using PrefLab.Core.Golds;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

/// <summary>Somebody looked at a concern, and there is no drop. The least that the sum for drops notices is six wrong golds.</summary>
public sealed class DismissalTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Least = 6;

    private static readonly AnnotatorActionRequest Dismiss = new(AnnotatorActionKind.Dismiss, "Two golds of that day were ambiguous");
    private static readonly Actor Operations = new(1, true, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ActAsync_MoreGoldsWereWrongSince_BeginsTheSumAnewAndIsRaisedByANewDropOnly()
    {
        var (project, annotator) = await SceneAsync();
        await AnswerAsync(project, annotator, Least + 5, isRight: false);
        var risk = await project.ScalarAsync<double>("SELECT risk FROM annotators WHERE project_id = $1", project.Id.Value);

        var foreseen = Assert.IsType<AnnotatorActionResult.Foreseen>(await PreviewAsync(project, annotator)).Preview;
        var done = Assert.IsType<AnnotatorActionResult.Done>(await ActAsync(project, annotator));

        Assert.Equal((risk, true), (foreseen.Concern!.Risk, foreseen.Concern.Drift > 4));
        Assert.Equal((Standing.Active, new ActionFigures(0, 0, 0, 0, 0, 0, 0)), (done.Standing, done.Effect));
        Assert.Equal(("none", 0.0, foreseen.Concern.RiskAfter), await StateAsync(project));
        Assert.Equal(Dismiss.Reason, await project.ScalarAsync<string>(
            "SELECT data ->> 'reason' FROM audit_events WHERE project_id = $1 AND kind = 'annotator.concern_dismissed'", project.Id.Value));
        await AnswerAsync(project, annotator, Least - 1, isRight: false);
        Assert.Equal("none", (await StateAsync(project)).Concern);
        await AnswerAsync(project, annotator, 1, isRight: false);
        Assert.Equal("raised", (await StateAsync(project)).Concern);
    }

    /// <summary>Scoring anew goes through all answers: those that were looked at say nothing of a drop any more.</summary>
    [Fact]
    public async Task ActAsync_ScoredAnewSince_KeepsTheSumAtItsNewStart()
    {
        var (project, annotator) = await SceneAsync();
        await AnswerAsync(project, annotator, Least + 5, isRight: false);
        await ActAsync(project, annotator);
        await AnswerAsync(project, annotator, 1, isRight: false);
        var before = await StateAsync(project);

        await ScoreAnewAsync(project);

        Assert.Equal(before, await StateAsync(project));
    }

    [Fact]
    public async Task UndoAsync_AnsweredSince_GivesTheConcernBackForGoodAndKeepsTheNewEvidence()
    {
        var (project, annotator) = await SceneAsync();
        await AnswerAsync(project, annotator, Least, isRight: false);
        var since = await project.ScalarAsync<DateTime>("SELECT concern_since FROM annotators WHERE project_id = $1", project.Id.Value);
        var done = Assert.IsType<AnnotatorActionResult.Done>(await ActAsync(project, annotator));
        await AnswerAsync(project, annotator, 2, isRight: false);
        var answered = await StateAsync(project);

        var undone = Assert.IsType<AnnotatorActionResult.Done>(
            await new AnnotatorActionUndoService(database.Database).UndoAsync(Operations, project.Id, annotator.Id, done.Action, "There is one", Ct));

        Assert.Equal((Standing.Active, false), (undone.Standing, undone.StandingKept));
        Assert.Equal(answered with { Concern = "raised" }, await StateAsync(project));
        Assert.Equal(since, await project.ScalarAsync<DateTime>("SELECT concern_since FROM annotators WHERE project_id = $1", project.Id.Value));
        await ScoreAnewAsync(project);
        Assert.Equal(answered with { Concern = "raised" }, await StateAsync(project));
    }

    [Fact]
    public async Task UndoAsync_EvidenceHasBegunAnew_IsRefused()
    {
        var (project, annotator) = await SceneAsync();
        await AnswerAsync(project, annotator, Least, isRight: false);
        var done = Assert.IsType<AnnotatorActionResult.Done>(await ActAsync(project, annotator));
        await project.ExecuteAsync("UPDATE annotators SET evidence_after = (SELECT max(id) FROM labels WHERE project_id = $1) WHERE project_id = $1", project.Id.Value);

        Assert.IsType<AnnotatorActionResult.Refused>(
            await new AnnotatorActionUndoService(database.Database).UndoAsync(Operations, project.Id, annotator.Id, done.Action, "There is one", Ct));
        Assert.Equal("none", (await StateAsync(project)).Concern);
    }

    [Fact]
    public async Task ActAsync_NoConcern_IsRefused()
    {
        var (project, annotator) = await SceneAsync();
        await AnswerAsync(project, annotator, 2, isRight: false);

        Assert.IsType<AnnotatorActionResult.Refused>(await PreviewAsync(project, annotator));
        Assert.IsType<AnnotatorActionResult.Refused>(await ActAsync(project, annotator));
    }

    private async Task<(TestProject Project, Annotator Annotator)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 40, goldFraction: .5, change: it => it.Quality = new QualityPolicy(new QualityRule.None()));
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(40);
        return (project, await project.AddAnnotatorAsync());
    }

    /// <summary>Answers until so many golds were among it; a tie on everything else.</summary>
    private async Task AnswerAsync(TestProject project, Annotator annotator, int golds, bool isRight)
    {
        var person = new Annotating(database.Database, project, annotator);
        while (golds > 0)
        {
            var served = await person.NextAsync();
            var leftIsGood = served.Left.StartsWith("good", StringComparison.Ordinal);
            var isGold = leftIsGood || served.Left.StartsWith("bad", StringComparison.Ordinal);
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), !isGold ? 3 : leftIsGood == isRight ? 1 : 5));
            golds -= isGold ? 1 : 0;
        }
    }

    /// <summary>As after a change of a known answer that leaves all answers as right or wrong as they are.</summary>
    private async Task ScoreAnewAsync(TestProject project)
    {
        await project.ExecuteAsync(
            """
            INSERT INTO gold_rescores (project_id, comparison_id, from_preference, to_preference, requested_by, requested_at, annotators, done, rescored, flagged, reinstated, last_annotator)
            SELECT $1, min(comparison_id), 0, 1, 1, now(), 1, 0, 0, 0, 0, 0 FROM labels WHERE project_id = $1 AND is_gold
            """,
            project.Id.Value);
        await new GoldRescorer(database.Database).RunAsync(Ct);
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.rescored'", project.Id.Value));
    }

    private async Task<(string Concern, double Drift, double Risk)> StateAsync(TestProject project)
    {
        var drift = await project.ScalarAsync<double>("SELECT (evidence ->> 'drift')::double precision FROM annotators WHERE project_id = $1", project.Id.Value);
        var risk = await project.ScalarAsync<double>("SELECT risk FROM annotators WHERE project_id = $1", project.Id.Value);
        return (await project.ScalarAsync<bool>("SELECT concern_since IS NULL FROM annotators WHERE project_id = $1", project.Id.Value) ? "none" : "raised", drift, risk);
    }

    private Task<AnnotatorActionResult> ActAsync(TestProject project, Annotator annotator) =>
        new AnnotatorActionService(database.Database, TimeProvider.System).ActAsync(Operations, project.Id, annotator.Id, Dismiss, Ct);

    private Task<AnnotatorActionResult> PreviewAsync(TestProject project, Annotator annotator) => new AnnotatorActionPreviewQuery(
        database.Database, new AgreementCounts(database.Database, TimeProvider.System, NullLogger<AgreementCounts>.Instance), TimeProvider.System)
        .LoadAsync(project.Id, annotator.Id, Dismiss, Ct);
}
