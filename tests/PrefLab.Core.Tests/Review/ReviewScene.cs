using PrefLab.Core.Review;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

/// <summary>A disputed project, and two experts at it.</summary>
internal sealed class ReviewScene(CoreHost host, DisputedProject disputed)
{
    public const long Mei = 9_001;
    public const long Ada = 9_002;

    private readonly TestProject project = disputed.Project;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestProject Project => project;

    public static async Task<ReviewScene> CreateAsync(TestDatabase database, CoreHost host, int comparisons = 1) =>
        new(host, await DisputedProject.CreateAsync(database.Database, comparisons));

    public Task VoteAsync(params Preference[] votes) => disputed.VoteAsync(votes);

    public Task DisputeAsync() => disputed.DisputeAsync();

    public Annotating Annotator(int number) => disputed.Annotator(number);

    public Task<ComparisonId> ComparisonAsync(int number = 0) => disputed.ComparisonAsync(number);

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

    public Task<WaitingPage> QueueAsync(DisputeReasons reasons = DisputeReasons.All, string? tag = null, ComparisonId? after = null) =>
        host.InScopeAsync((ReviewQueueQuery query) => query.LoadAsync(project.Id, reasons, tag, after, Ct));

    /// <summary>The last review of the comparison ran out a minute ago.</summary>
    public Task LapseAsync(ComparisonId comparison) => project.ExecuteAsync(
        "UPDATE reviews SET expires_at = now() - interval '1 minute' WHERE project_id = $1 AND comparison_id = $2 AND state = 1", project.Id.Value, comparison.Value);

    public Task<int> DisplayedAsync(ComparisonId comparison, Preference preference) => disputed.DisplayedAsync(comparison, preference);
}
