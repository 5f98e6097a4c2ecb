using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Labels;
using PrefLab.Core.Onboarding;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Onboarding;

public sealed class OnboardingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly Actor Lead = new(1, true, null);

    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Steps_EachTakenInTurn_LeadToActive()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Consent = "Yes?", ConsentVersion = 1, Training = true, Qualification = true, Questions = 2, PassPercent = 50 });

        var consented = await host.InScopeAsync((OnboardingService it) => it.ConsentAsync(project.Id, annotator.PersonId, 1, Ct));
        await StartAsync(project, annotator, ComparisonUse.Training);
        await AnswerAllAsync(project, annotator, ComparisonUse.Training, right: false);
        var trained = await StateAsync(project, annotator);
        await StartAsync(project, annotator, ComparisonUse.Qualification);
        var last = await AnswerAllAsync(project, annotator, ComparisonUse.Qualification, right: true);

        Assert.Equal(new OnboardingResult.Done(OnboardingStep.Training, false), consented);
        Assert.Equal(OnboardingStep.Qualification, trained.Step);
        Assert.Equal(new OnboardingResult.Done(OnboardingStep.Ready, true), last);
        Assert.Equal((Standing.Active, (string?)null), ((await StateAsync(project, annotator)).Standing, (await StateAsync(project, annotator)).StandingReason));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'onboarding.finished'", project.Id.Value));
    }

    [Fact]
    public async Task AnswerAsync_LastAttemptFailed_StaysWithTheReasonUntilAnotherIsGranted()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Qualification = true, Questions = 2, PassPercent = 100, Attempts = 1 });
        await StartAsync(project, annotator, ComparisonUse.Qualification);
        await AnswerAllAsync(project, annotator, ComparisonUse.Qualification, right: false);

        var failed = await StateAsync(project, annotator);
        var again = await StartAsync(project, annotator, ComparisonUse.Qualification);
        var granted = await host.InScopeAsync((OnboardingService it) => it.GrantAttemptAsync(Lead, project.Id, annotator.Id, Ct));
        var twice = await host.InScopeAsync((OnboardingService it) => it.GrantAttemptAsync(Lead, project.Id, annotator.Id, Ct));

        Assert.Equal((Standing.Onboarding, 0), (failed.Standing, failed.AttemptsLeft));
        Assert.StartsWith("The qualification was not passed: 0 of 2 right, 2 needed", failed.StandingReason, StringComparison.Ordinal);
        Assert.IsType<OnboardingResult.Refused>(again);
        Assert.IsType<OnboardingResult.Done>(granted);
        Assert.IsType<OnboardingResult.Refused>(twice);
        Assert.Equal(1, (await StateAsync(project, annotator)).AttemptsLeft);
        Assert.Empty(await host.InScopeAsync((OnboardingRunQuery it) => it.WrongInPassedAsync(project.Id, annotator.Id, Ct)));
    }

    [Fact]
    public async Task StartAndAnswer_ManyTabsAtOnce_TakeOneAttemptAndEndItOnce()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Qualification = true, Questions = 4, PassPercent = 100, Attempts = 2 });

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => StartAsync(project, annotator, ComparisonUse.Qualification), Ct)));
        var tokens = await TokensAsync(project);
        await Task.WhenAll(tokens.Concat(tokens).Select(token => Task.Run(() => AnswerRightAsync(project, annotator, token), Ct)));

        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM onboarding_runs WHERE project_id = $1", project.Id.Value));
        Assert.Equal(4, await project.ScalarAsync<int>("SELECT right_answers FROM onboarding_runs WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'onboarding.finished'", project.Id.Value));
    }

    [Fact]
    public async Task AnswerAsync_SettingsChangedMeanwhile_KeepsTheMarkOfItsStart()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Qualification = true, Questions = 2, PassPercent = 50 });
        await StartAsync(project, annotator, ComparisonUse.Qualification);
        await project.ExecuteAsync(
            """UPDATE projects SET onboarding = '{"qualification":true,"questions":50,"passPercent":100,"attempts":1}' WHERE id = $1""", project.Id.Value);
        var tokens = await TokensAsync(project);

        await AnswerRightAsync(project, annotator, tokens[0]);
        await AnswerAsync(project, annotator, tokens[1], 6 - await RightAsync(project, tokens[1]));

        Assert.Equal(Standing.Active, (await StateAsync(project, annotator)).Standing);
    }

    [Fact]
    public async Task AnswerAsync_TokenOfAnotherPersonOrProject_IsMissing()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Training = true });
        var (other, stranger) = await SceneAsync(new OnboardingSettings { Training = true });
        var colleague = await project.AddAnnotatorAsync(Standing.Onboarding);
        await StartAsync(project, annotator, ComparisonUse.Training);
        var token = (await TokensAsync(project))[0];

        Assert.IsType<OnboardingResult.Missing>(await AnswerAsync(project, colleague, token, 1));
        Assert.IsType<OnboardingResult.Missing>(await AnswerAsync(other, stranger, token, 1));
        Assert.Null(await host.InScopeAsync((OnboardingRunQuery it) => it.TrainedAsync(project.Id, colleague.Id, token, Ct)));
    }

    [Fact]
    public async Task PublishAsync_EveryoneQualifiesAgain_SendsWorkersBackAndGivesTheirPlacesBack()
    {
        var (project, working) = await SceneAsync(new OnboardingSettings { Qualification = true, Questions = 2 }, Standing.Active);
        await project.AddComparisonsAsync(6);
        var flagged = await project.AddAnnotatorAsync(Standing.Flagged);
        var paused = await project.AddAnnotatorAsync(Standing.Paused);
        var first = new Annotating(database.Database, project, working);
        var held = await first.NextAsync();
        await new Annotating(database.Database, project, flagged).NextAsync();

        var result = await host.InScopeAsync((GuidelineService it) => it.PublishAsync(Lead, project.Id, 0, "# New", null, Ct, requalify: true));

        Assert.IsType<PublishResult.Published>(result);
        Assert.Equal("1 1 4", await project.ScalarAsync<string>(
            "SELECT string_agg(standing::text, ' ' ORDER BY id) FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0L, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Contains("Version 1", Assert.IsType<NextResult.NotWorking>(await first.AskAsync()).Reason, StringComparison.Ordinal);
        Assert.IsType<SubmitResult.NotAccepted>(await first.SubmitAsync(new Submission(held.Token, Guid.NewGuid(), 1)));
        Assert.Equal(Standing.Paused, (await StateAsync(project, paused)).Standing);
    }

    [Fact]
    public async Task PublishAsync_QualifiesAgainWithoutAQualification_IsRefused()
    {
        var (project, _) = await SceneAsync(new OnboardingSettings { Training = true });

        var result = await host.InScopeAsync((GuidelineService it) => it.PublishAsync(Lead, project.Id, 0, "# New", null, Ct, requalify: true));

        Assert.Equal("requalify", Assert.IsType<PublishResult.Invalid>(result).Errors.Single().Field);
    }

    [Fact]
    public async Task PublishAsync_WhileSomebodyQualifies_LetsTheAttemptCountAndAsksToRead()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { GuidelinesMustBeRead = true, Qualification = true, Questions = 2 });
        await StartAsync(project, annotator, ComparisonUse.Qualification);
        var tokens = await TokensAsync(project);
        await AnswerRightAsync(project, annotator, tokens[0]);
        await host.InScopeAsync((GuidelineService it) => it.PublishAsync(Lead, project.Id, 0, "# New", null, Ct, requalify: true));

        var refused = await AnswerRightAsync(project, annotator, tokens[1]);
        await host.InScopeAsync((OnboardingService it) => it.ReadGuidelinesAsync(project.Id, annotator.PersonId, 1, Ct));
        var last = await AnswerRightAsync(project, annotator, tokens[1]);

        Assert.IsType<OnboardingResult.Refused>(refused);
        Assert.Equal(new OnboardingResult.Done(OnboardingStep.Ready, true), last);
    }

    [Fact]
    public async Task WithdrawConsentAsync_AtWork_EndsItAndReinstatingLeadsBack()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Consent = "Yes?", ConsentVersion = 1 });
        await project.AddComparisonsAsync(3);
        await host.InScopeAsync((OnboardingService it) => it.ConsentAsync(project.Id, annotator.PersonId, 1, Ct));
        var person = new Annotating(database.Database, project, annotator);
        await person.NextAsync();

        await host.InScopeAsync((OnboardingService it) => it.WithdrawConsentAsync(project.Id, annotator.PersonId, Ct));

        Assert.IsType<NextResult.NotWorking>(await person.AskAsync());
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(OnboardingStep.Consent, (await StateAsync(project, annotator)).Step);
        var actions = new AnnotatorActionService(database.Database, TimeProvider.System);
        await actions.ActAsync(Lead, project.Id, annotator.Id, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "A talk"), Ct);
        var back = await actions.ActAsync(Lead, project.Id, annotator.Id, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"), Ct);
        Assert.Equal(Standing.Onboarding, Assert.IsType<AnnotatorActionResult.Done>(back).Standing);
    }

    [Fact]
    public async Task SetGoldAsync_ShownInTraining_NeverBecomesAHiddenGold()
    {
        var (project, annotator) = await SceneAsync(new OnboardingSettings { Training = true });
        await StartAsync(project, annotator, ComparisonUse.Training);
        var id = new ComparisonId(await project.ScalarAsync<long>("SELECT min(id) FROM comparisons WHERE project_id = $1 AND use = 3", project.Id.Value));

        var result = await new ComparisonEdit(database.Database, new OrderRewind(database.Database), TimeProvider.System)
            .SetGoldAsync(project.Id, id, Metrics.Preference.ABetter, null, 1, Ct);

        Assert.Equal("use", Assert.IsType<ComparisonEditResult.Invalid>(result).Field);
    }

    [Fact]
    public async Task MakeAsync_AppealWhileOneIsOpen_WaitsForItsAnswer()
    {
        var (project, annotator) = await SceneAsync(OnboardingSettings.None, Standing.Paused);
        var made = await AppealAsync(project, annotator, "Unfair");
        var second = await AppealAsync(project, annotator, "Still unfair");
        var id = new AppealId(await project.ScalarAsync<long>("SELECT id FROM appeals WHERE project_id = $1", project.Id.Value));
        var answered = await host.InScopeAsync((AppealService it) => it.AnswerAsync(Lead, project.Id, annotator.Id, id, "We looked again", Ct));
        var twice = await host.InScopeAsync((AppealService it) => it.AnswerAsync(Lead, project.Id, annotator.Id, id, "Again", Ct));

        Assert.IsType<AppealResult.Done>(made);
        Assert.IsType<AppealResult.Refused>(second);
        Assert.IsType<AppealResult.Done>(answered);
        Assert.IsType<AppealResult.Refused>(twice);
        Assert.IsType<AppealResult.Invalid>(await AppealAsync(project, annotator, " "));
        Assert.IsType<AppealResult.Done>(await AppealAsync(project, annotator, "Once more"));
    }

    private Task<AppealResult> AppealAsync(TestProject project, Annotator annotator, string text) =>
        host.InScopeAsync((AppealService it) => it.MakeAsync(project.Id, annotator.PersonId, text, hasFailed: false, Ct));

    /// <summary>A project with four comparisons for training, six questions, and somebody in it.</summary>
    private async Task<(TestProject Project, Annotator Annotator)> SceneAsync(OnboardingSettings settings, Standing standing = Standing.Onboarding)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0, change: it => it.Onboarding = settings);
        await project.AddGoldsAsync(10);
        await project.ExecuteAsync(
            """
            UPDATE comparisons c SET use = CASE WHEN n.number <= 4 THEN 3 ELSE 4 END, gold_explanation = 'because'
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM comparisons WHERE project_id = $1) n
            WHERE c.project_id = $1 AND c.id = n.id
            """,
            project.Id.Value);
        return (project, await project.AddAnnotatorAsync(standing));
    }

    private async Task<OnboardingState> StateAsync(TestProject project, Annotator annotator) =>
        (await host.InScopeAsync((OnboardingQuery it) => it.LoadAsync(project.Id, annotator.PersonId, Ct)))!;

    private Task<OnboardingResult> StartAsync(TestProject project, Annotator annotator, ComparisonUse use) =>
        host.InScopeAsync((OnboardingRunService it) => it.StartAsync(project.Id, annotator.PersonId, use, Ct));

    private async Task<List<Guid>> TokensAsync(TestProject project) => [.. (await project.ScalarAsync<Guid[]>(
        "SELECT array_agg(token ORDER BY run_id, position) FROM onboarding_answers WHERE project_id = $1 AND preference IS NULL", project.Id.Value))];

    private Task<OnboardingResult> AnswerAsync(TestProject project, Annotator annotator, Guid token, int answer) =>
        host.InScopeAsync((OnboardingRunService it) => it.AnswerAsync(project.Id, annotator.PersonId, token, answer, Ct));

    private static Task<int> RightAsync(TestProject project, Guid token) => project.ScalarAsync<int>(
        """
        SELECT CASE WHEN (c.gold_preference < 2) = a.left_is_a THEN 1 ELSE 5 END FROM onboarding_answers a
        JOIN comparisons c ON c.project_id = a.project_id AND c.id = a.comparison_id WHERE a.project_id = $1 AND a.token = $2
        """,
        project.Id.Value,
        token);

    private async Task<OnboardingResult> AnswerRightAsync(TestProject project, Annotator annotator, Guid token) =>
        await AnswerAsync(project, annotator, token, await RightAsync(project, token));

    private async Task<OnboardingResult?> AnswerAllAsync(TestProject project, Annotator annotator, ComparisonUse use, bool right)
    {
        OnboardingResult? last = null;
        while ((await host.InScopeAsync((OnboardingRunQuery it) => it.NewestAsync(project.Id, annotator.Id, use, Ct)))?.Next is { } next)
        {
            var answer = await RightAsync(project, next.Token);
            last = await AnswerAsync(project, annotator, next.Token, right ? answer : 6 - answer);
        }

        return last;
    }
}
