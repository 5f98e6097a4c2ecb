using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Review;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

/// <summary>A project with an overlap of three, whose three annotators vote as they are told, and two experts.</summary>
internal sealed class ReviewScene(CoreHost host, TestProject project, IReadOnlyList<Annotating> annotators)
{
    public const long Mei = 9_001;
    public const long Ada = 9_002;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestProject Project => project;

    public static async Task<ReviewScene> CreateAsync(TestDatabase database, CoreHost host, int comparisons = 1)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(comparisons);
        var annotators = new List<Annotating>();
        for (var i = 0; i < 3; i++)
        {
            annotators.Add(new Annotating(database.Database, project, await project.AddAnnotatorAsync()));
        }

        return new ReviewScene(host, project, annotators);
    }

    /// <summary>The next comparison of each annotator gets these labels.</summary>
    /// <returns>What was submitted.</returns>
    public async Task<List<Submission>> VoteAsync(params Preference[] votes)
    {
        var submitted = new List<Submission>();
        foreach (var (annotator, vote) in annotators.Zip(votes))
        {
            var served = await annotator.NextAsync();
            var submission = new Submission(served.Token, Guid.NewGuid(), Displayed(served, vote), Comment: $"I say {vote.Symbol}");
            await annotator.AcceptAsync(submission);
            submitted.Add(submission);
        }

        return submitted;
    }

    /// <summary>One of each direction.</summary>
    public Task<List<Submission>> DisputeAsync() => VoteAsync(Preference.ABetter, Preference.Tie, Preference.BMuchBetter);

    public Annotating Annotator(int number) => annotators[number];

    public Task<long> IdAsync(int number) => project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1 AND external_id = $2", project.Id.Value, $"c-{number}");

    public async Task<ComparisonId> ComparisonAsync(int number = 0) => new(await IdAsync(number));

    public Task<short> DisputeOfAsync(int number = 0) =>
        project.ScalarAsync<short>("SELECT dispute FROM comparisons WHERE project_id = $1 AND external_id = $2", project.Id.Value, $"c-{number}");

    public Task<ReviewResult> OpenAsync(ComparisonId comparison, long person = Mei) =>
        host.InScopeAsync((ReviewService service) => service.OpenAsync(project.Id, comparison, person, Ct));

    public Task<ReviewResult> NextAsync(long person = Mei, DisputeReasons reasons = DisputeReasons.All, string? tag = null, ComparisonId? after = null) =>
        host.InScopeAsync((ReviewService service) => service.OpenNextAsync(project.Id, person, reasons, tag, after, Ct));

    public Task<ReviewResult> AnswerAsync(ComparisonId comparison, int answer, long person = Mei) =>
        host.InScopeAsync((ReviewService service) => service.AnswerAsync(project.Id, comparison, person, answer, Ct));

    public Task<ReviewResult> ReleaseAsync(ComparisonId comparison, long person = Mei) =>
        host.InScopeAsync((ReviewService service) => service.ReleaseAsync(project.Id, comparison, person, Ct));

    public Task<ReviewResult> DecideAsync(ComparisonId comparison, Decision decision, long person = Mei) =>
        host.InScopeAsync((ReviewDecisionService service) => service.DecideAsync(project.Id, comparison, person, decision, Ct));

    public Task<ReviewResult> UndoAsync(ComparisonId comparison, string? reason = "A mistake", long person = Mei) =>
        host.InScopeAsync((ReviewDecisionService service) => service.UndoAsync(project.Id, comparison, person, reason, Ct));

    /// <summary>Opens it and answers it blind.</summary>
    public async Task ReadyAsync(ComparisonId comparison, int answer = 2, long person = Mei)
    {
        Assert.IsType<ReviewResult.Opened>(await OpenAsync(comparison, person));
        Assert.IsType<ReviewResult.Done>(await AnswerAsync(comparison, answer, person));
    }

    public Task<WaitingPage> QueueAsync(DisputeReasons reasons = DisputeReasons.All, string? tag = null, long? after = null) =>
        host.InScopeAsync((ReviewQueueQuery query) => query.LoadAsync(project.Id, reasons, tag, after, Ct));

    /// <summary>The last review of the comparison ran out a minute ago.</summary>
    public Task LapseAsync(ComparisonId comparison) => project.ExecuteAsync(
        "UPDATE reviews SET expires_at = now() - interval '1 minute' WHERE project_id = $1 AND comparison_id = $2 AND state = 1", project.Id.Value, comparison.Value);

    /// <summary>The answer that says this of the canonical order to who has it open.</summary>
    public async Task<int> DisplayedAsync(ComparisonId comparison, Preference preference) => preference.ToDisplayed(await project.ScalarAsync<bool>(
        "SELECT left_is_a FROM reviews WHERE project_id = $1 AND comparison_id = $2 ORDER BY id DESC LIMIT 1", project.Id.Value, comparison.Value));

    private static int Displayed(ServedAssignment served, Preference vote) => vote.ToDisplayed(served.Left.StartsWith("a ", StringComparison.Ordinal));
}
