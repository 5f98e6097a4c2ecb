using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Labels;
using PrefLab.Metrics;

namespace PrefLab.Testing.Database;

/// <summary>A project with an overlap of three, whose three annotators vote as they are told.</summary>
public sealed class DisputedProject
{
    private readonly List<Annotating> annotators = [];

    private DisputedProject(TestProject project) => Project = project;

    public TestProject Project { get; }

    /// <param name="first">Who the first annotator is; by default somebody new, like the others.</param>
    public static async Task<DisputedProject> CreateAsync(Core.Storage.Database database, int comparisons = 1, Person? first = null)
    {
        var made = new DisputedProject(await TestProject.CreateAsync(database, goldFraction: 0));
        await made.Project.AddComparisonsAsync(comparisons);
        for (var i = 0; i < 3; i++)
        {
            made.annotators.Add(new Annotating(database, made.Project, await made.Project.AddAnnotatorAsync(Standing.Active, i == 0 ? first : null)));
        }

        return made;
    }

    public Annotating Annotator(int number) => annotators[number];

    public async Task<ComparisonId> ComparisonAsync(int number = 0) => new(await Project.ScalarAsync<long>(
        "SELECT id FROM comparisons WHERE project_id = $1 AND external_id = $2", Project.Id.Value, $"c-{number}"));

    /// <summary>The next comparison of each annotator gets these labels, each with the comment "I say" and the label.</summary>
    public async Task VoteAsync(params Preference[] votes)
    {
        foreach (var (annotator, vote) in annotators.Zip(votes))
        {
            var served = await annotator.NextAsync();
            var answer = vote.ToDisplayed(served.Left.StartsWith("a ", StringComparison.Ordinal));
            await annotator.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), answer, Comment: $"I say {vote.Symbol}"));
        }
    }

    /// <summary>One of each direction.</summary>
    public Task DisputeAsync() => VoteAsync(Preference.ABetter, Preference.Tie, Preference.BMuchBetter);

    /// <summary>The answer that says this of the canonical order to who had the comparison open last.</summary>
    public async Task<int> DisplayedAsync(ComparisonId comparison, Preference preference) => preference.ToDisplayed(await Project.ScalarAsync<bool>(
        "SELECT left_is_a FROM reviews WHERE project_id = $1 AND comparison_id = $2 ORDER BY id DESC LIMIT 1", Project.Id.Value, comparison.Value));
}
