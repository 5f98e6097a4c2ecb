using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Onboarding;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

/// <summary>
/// A small project in which people have answered, corrected, skipped, let leases run out and been excluded before, in an order of chance.
/// </summary>
internal sealed class History
{
    private static readonly Actor Operations = new(1, true, null);

    private readonly TestDatabase database;
    private readonly Random random;

    private History(TestDatabase database, TestProject project, Random random)
    {
        this.database = database;
        this.random = random;
        Project = project;
        Actions = new AnnotatorActionService(database.Database, TimeProvider.System);
    }

    public TestProject Project { get; }

    public AnnotatorActionService Actions { get; }

    public List<Annotator> Annotators { get; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<History> MakeAsync(TestDatabase database, int seed)
    {
        var random = new Random(seed);
        var project = await TestProject.CreateAsync(database.Database, batchSize: 8, goldFraction: .25, change: it =>
        {
            it.LabelRate = .25m;
            it.PaysExcluded = random.Next(2) == 0;
            it.Onboarding = OnboardingSettings.None with { Qualification = true };
        });
        for (var overlap = 1; overlap <= 3; overlap++)
        {
            await project.AddComparisonsAsync(random.Next(2, 6), overlap);
        }

        await project.ExecuteAsync(
            "UPDATE comparisons SET imported_labels = '[{\"preference\": \"A>\"}]' WHERE project_id = $1 AND id % 3 = 0", project.Id.Value);
        await project.AddGoldsAsync(4);
        var history = new History(database, project, random);
        for (var i = 0; i < 4; i++)
        {
            history.Annotators.Add(await project.AddAnnotatorAsync());
        }

        for (var turn = 0; turn < 45; turn++)
        {
            await history.TurnAsync(turn);
        }

        await project.ExecuteAsync("UPDATE comparisons SET expert_preference = 3 WHERE project_id = $1 AND gold_preference IS NULL AND id % 4 = 0", project.Id.Value);
        // The days that an exclusion since a day tells apart.
        await database.ExecuteAsOwnerAsync($"UPDATE labels SET received_at = now() - make_interval(days => (id % 5)::int) WHERE project_id = {project.Id}");
        return history;
    }

    public Task<AnnotatorActionResult> ActAsync(Annotator annotator, AnnotatorActionRequest request) =>
        Actions.ActAsync(Operations, Project.Id, annotator.Id, request, Ct);

    public Task<AnnotatorActionResult> UndoAsync(Annotator annotator, AnnotatorActionId action) =>
        new AnnotatorActionUndoService(database.Database).UndoAsync(Operations, Project.Id, annotator.Id, action, "A mistake", Ct);

    /// <summary>A pause or removal of one of the annotators, with any of the scopes.</summary>
    public (Annotator Annotator, AnnotatorActionRequest Request) Draw()
    {
        var scope = (ExclusionScope)random.Next(1, 4);
        var since = scope == ExclusionScope.Since ? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-random.Next(4)) : (DateOnly?)null;
        var kind = random.Next(2) == 0 ? AnnotatorActionKind.Pause : AnnotatorActionKind.Remove;
        return (Annotators[random.Next(Annotators.Count)], new AnnotatorActionRequest(kind, "Careless", scope, since));
    }

    private async Task TurnAsync(int turn)
    {
        var annotator = Annotators[random.Next(Annotators.Count)];
        var person = new Annotating(database.Database, Project, annotator);
        if (turn is 20 or 32)
        {
            await ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Earlier", turn == 20 ? ExclusionScope.All : ExclusionScope.Keep));
            await ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"));
            return;
        }

        if (turn == 26)
        {
            await Concerns.RaiseAsync(database, Project, annotator);
            await ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Dismiss, "Looked at"));
            return;
        }

        if (turn is 15 or 30)
        {
            await Leases.ExpireAsync(database, Project);
            return;
        }

        if (await person.AskAsync(random.Next(1, 4)) is not NextResult.Work work)
        {
            return;
        }

        var served = work.Assignments[random.Next(work.Assignments.Count)];
        if (random.Next(8) == 0)
        {
            await person.SkipAsync(served.Token);
            return;
        }

        var key = Guid.NewGuid();
        await person.SubmitAsync(new Submission(served.Token, key, random.Next(1, 6), Flagged: turn % 3 == 0));
        if (random.Next(4) == 0)
        {
            await person.CorrectAsync(key, new Submission(served.Token, Guid.NewGuid(), random.Next(1, 6), Flagged: turn % 2 == 0));
        }
    }
}
