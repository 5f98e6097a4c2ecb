using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Golds;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Golds;

/// <summary>A project in which every second answer is a gold, and people who answer.</summary>
public sealed class GoldScene
{
    private readonly TestDatabase database;

    private GoldScene(TestDatabase database, TestProject project)
    {
        this.database = database;
        Project = project;
        Edit = new ComparisonEdit(database.Database, new OrderRewind(database.Database), TimeProvider.System);
        Rescorer = new GoldRescorer(database.Database);
    }

    public TestProject Project { get; }

    public ComparisonEdit Edit { get; }

    public GoldRescorer Rescorer { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="expected">The known answer of each gold.</param>
    public static async Task<GoldScene> CreateAsync(TestDatabase database, Preference expected, int golds, QualityRule? rule = null, bool pauses = false, int? comparisons = null, int overlap = 20)
    {
        var project = await TestProject.CreateAsync(
            database.Database, batchSize: Math.Max(1, 2 * golds), goldFraction: .5, change: it => it.Quality = new QualityPolicy(rule ?? new QualityRule.None(), Pauses: pauses));
        await project.AddComparisonsAsync(comparisons ?? 3 * golds, overlap);
        await project.AddGoldsAsync(golds, expected);
        return new GoldScene(database, project);
    }

    public async Task<Annotating> AddAsync() => new(database.Database, Project, await Project.AddAnnotatorAsync());

    /// <summary>Answers A to everything until as many golds are answered.</summary>
    public async Task<Annotating> AddWhoAnswersAAsync(int golds)
    {
        var person = await AddAsync();
        await AnswerAAsync(person, golds);
        return person;
    }

    /// <summary>Where B is better in every gold, A is the bad one: who answers "bad" is wrong at each.</summary>
    public async Task<Annotating> AddWhoAnswersBadAsync(int golds)
    {
        var person = await AddAsync();
        for (var done = 0; done < golds && await person.AskAsync() is NextResult.Work work;)
        {
            var served = work.Assignments[0];
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith("bad", StringComparison.Ordinal) ? 2 : 4));
            done += IsGold(served) ? 1 : 0;
        }

        return person;
    }

    public static async Task AnswerAAsync(Annotating person, int golds)
    {
        for (var done = 0; done < golds && await person.AskAsync() is NextResult.Work work;)
        {
            var served = work.Assignments[0];
            await person.AcceptAsync(AnswerA(served));
            done += IsGold(served) ? 1 : 0;
        }
    }

    public static bool IsGold(ServedAssignment served) => !served.Left.StartsWith("a ", StringComparison.Ordinal) && !served.Left.StartsWith("b ", StringComparison.Ordinal);

    /// <summary>Golds have A better, so that it is the good one; others say which they are.</summary>
    public static Submission AnswerA(ServedAssignment served) => new(
        served.Token, Guid.NewGuid(), served.Left.StartsWith("a ", StringComparison.Ordinal) || served.Left.StartsWith("good", StringComparison.Ordinal) ? 2 : 4);

    public Task<ComparisonId[]> GoldsAsync() => IdsAsync("SELECT array_agg(id ORDER BY id) FROM comparisons WHERE project_id = $1 AND use = 2");

    public Task<ComparisonEditResult> SetAsync(ComparisonId gold, Preference expected) => Edit.SetGoldAsync(Project.Id, gold, expected, null, 1, Ct);

    public Task<ComparisonEditResult> RemoveAsync(ComparisonId gold) => Edit.RemoveGoldAsync(Project.Id, gold, 1, Ct);

    /// <summary>Right and answered golds of each annotator, and those of the live test.</summary>
    public Task<string> TalliesAsync() => Project.ScalarAsync<string>(
        """
        SELECT string_agg(concat(golds_correct, '/', golds_answered, ' ', evidence -> 'golds' ->> 'correct', '/', evidence -> 'golds' ->> 'golds'), ', ' ORDER BY id)
        FROM annotators WHERE project_id = $1
        """,
        Project.Id.Value);

    public Task<string> StandingsAsync() =>
        Project.ScalarAsync<string>("SELECT string_agg(standing::text, ',' ORDER BY id) FROM annotators WHERE project_id = $1", Project.Id.Value);

    /// <summary>Events of PrefLab itself, in their order.</summary>
    public Task<string> EventsAsync() => Project.ScalarAsync<string>(
        """
        SELECT coalesce(string_agg(kind, ' ' ORDER BY id), '') FROM audit_events
        WHERE project_id = $1 AND kind NOT LIKE 'label.%' AND kind NOT LIKE 'comparison.%'
        """,
        Project.Id.Value);

    /// <summary>All that may not break, whatever is done to golds.</summary>
    public async Task AssertWholeAsync()
    {
        Assert.Equal(0, await Project.BrokenPlacesAsync());
        Assert.Equal(0, await Project.BrokenLevelsAsync());
        Assert.Equal(0, await Project.BrokenFlagsAsync());
    }

    private async Task<ComparisonId[]> IdsAsync(string sql) => Array.ConvertAll(await Project.ScalarAsync<long[]>(sql, Project.Id.Value), id => new ComparisonId(id));
}
