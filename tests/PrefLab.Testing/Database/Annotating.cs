using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using Xunit;

namespace PrefLab.Testing.Database;

/// <summary>A person at work in a test project: asks, answers, skips.</summary>
public sealed class Annotating(Core.Storage.Database database, TestProject project, Annotator annotator)
{
    private readonly AssignmentService assignments = new(database, new CryptoRandom());
    private readonly LabelService labels = new(database);
    private readonly LeaseService leases = new(database);
    private readonly DraftService drafts = new(database);
    private readonly CorrectionService corrections = new(database);
    private readonly RecentAnswersQuery recent = new(database);

    /// <summary>The same person in another instance of the application.</summary>
    public Annotating On(Core.Storage.Database instance) => new(instance, project, annotator);

    public Task<NextResult> AskAsync(int count = 1, params Guid[] have) =>
        assignments.NextAsync(project.Id, annotator.PersonId, count, TestContext.Current.CancellationToken, have: have);

    /// <summary>The oldest assignment in hand, topped up if need be; there must be one.</summary>
    public async Task<ServedAssignment> NextAsync() => Assert.IsType<NextResult.Work>(await AskAsync()).Assignments[0];

    public Task<SubmitResult> SubmitAsync(Submission submission) =>
        labels.SubmitAsync(project.Id, annotator.PersonId, submission, TestContext.Current.CancellationToken);

    /// <summary>Submits an answer that must be accepted.</summary>
    public async Task<LabelId> AcceptAsync(Submission submission) =>
        Assert.IsType<SubmitResult.Accepted>(await SubmitAsync(submission)).Label;

    public Task<SubmitResult> CorrectAsync(Guid supersedes, Submission submission) =>
        corrections.CorrectAsync(project.Id, annotator.PersonId, supersedes, submission, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<RecentAnswer>> RecentAsync() => recent.LoadAsync(project.Id, annotator.PersonId, TestContext.Current.CancellationToken);

    public Task<DraftResult> SaveDraftAsync(Guid token, Draft draft) =>
        drafts.SaveAsync(project.Id, annotator.PersonId, token, draft, TestContext.Current.CancellationToken);

    public async Task<bool> SkipAsync(Guid token) => await SkipAsync(token, SkipReason.CannotJudge) == SkipResult.Skipped;

    public Task<SkipResult> SkipAsync(Guid token, SkipReason reason) =>
        leases.SkipAsync(project.Id, annotator.PersonId, token, reason, null, TestContext.Current.CancellationToken);

    public Task<DateTimeOffset?> RenewAsync(Guid token) =>
        leases.RenewAsync(project.Id, annotator.PersonId, token, TestContext.Current.CancellationToken);

    /// <summary>Answers 2 until nothing is left.</summary>
    /// <returns>The prompts in the order in which they were served.</returns>
    public async Task<List<string>> DrainAsync()
    {
        var prompts = new List<string>();
        while (await AskAsync() is NextResult.Work work)
        {
            prompts.Add(work.Assignments[0].Prompt);
            await AcceptAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), 2));
        }

        return prompts;
    }

    /// <summary>Answers everything, a comparison by its prompt and by whether response A, which begins with its letter, is on the left.</summary>
    public async Task AnswerAsync(Func<string, bool, Preference> answer)
    {
        while (await AskAsync(12) is NextResult.Work work)
        {
            foreach (var served in work.Assignments)
            {
                var leftIsA = served.Left.StartsWith('a');
                await AcceptAsync(new Submission(served.Token, Guid.NewGuid(), answer(served.Prompt, leftIsA).ToDisplayed(leftIsA)));
            }
        }
    }

    /// <summary>Answers until nothing is left, also when somebody else answers the same.</summary>
    public async Task AnswerAllAsync()
    {
        while (await AskAsync() is NextResult.Work work)
        {
            await SubmitAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), 2));
        }
    }
}
