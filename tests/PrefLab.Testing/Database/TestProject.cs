using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Testing.Database;

/// <summary>A project with comparisons, golds and annotators in a test's database.</summary>
public sealed class TestProject
{
    private readonly Core.Storage.Database database;
    private int comparisons;

    private TestProject(Core.Storage.Database database, ProjectId id)
    {
        this.database = database;
        Id = id;
    }

    public ProjectId Id { get; }

    public static async Task<TestProject> CreateAsync(
        Core.Storage.Database database, int overlap = 3, int batchSize = 50, double goldFraction = .10, Action<Project>? change = null,
        bool isDemonstration = false)
    {
        await using var db = Open(database);
        var project = new Project
        {
            Name = "Test",
            Overlap = overlap,
            BatchSize = batchSize,
            GoldFraction = goldFraction,
            IsDemonstration = isDemonstration,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        project.TryChangeState(ProjectState.Open);
        change?.Invoke(project);
        db.Projects.Add(project);
        await db.SaveChangesAsync();
        return new TestProject(database, project.Id);
    }

    public static PrefLabDb Open(Core.Storage.Database database) =>
        new(new DbContextOptionsBuilder<PrefLabDb>().UseNpgsql(database.Requests).Options);

    /// <summary>Adds a person who annotates here.</summary>
    /// <param name="person">Somebody who has an account; by default a new one without a password.</param>
    public async Task<Annotator> AddAnnotatorAsync(Standing standing = Standing.Active, Person? person = null)
    {
        await using var db = Open(database);
        if (person is null)
        {
            var name = $"annotator-{Guid.CreateVersion7():N}";
            person = new Person { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, CreatedAt = DateTimeOffset.UnixEpoch };
            db.Users.Add(person);
            await db.SaveChangesAsync();
        }

        var annotator = new Annotator
        {
            ProjectId = Id,
            PersonId = person.Id,
            Standing = standing,
            StandingSince = DateTimeOffset.UnixEpoch,
            JoinedAt = DateTimeOffset.UnixEpoch,
        };
        db.Annotators.Add(annotator);
        db.Memberships.Add(new Membership { ProjectId = Id, PersonId = person.Id, Role = Role.Annotator, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
        return annotator;
    }

    /// <summary>Adds ordinary comparisons with the texts "prompt N", "a N" and "b N" and the external ids "c-N".</summary>
    public Task AddComparisonsAsync(int count, int overlap = 3, int priority = 0) =>
        AddAsync(count, n => new Comparison
        {
            ProjectId = Id,
            ExternalId = $"c-{n}",
            Prompt = $"prompt {n}",
            ResponseA = $"a {n}",
            ResponseB = $"b {n}",
            Overlap = overlap,
            Priority = priority,
        });

    /// <summary>Adds one ordinary comparison with these texts.</summary>
    public Task AddComparisonAsync(string prompt, string responseA, string responseB) =>
        AddAsync(1, n => new Comparison
        {
            ProjectId = Id,
            ExternalId = $"c-{n}",
            Prompt = prompt,
            ResponseA = responseA,
            ResponseB = responseB,
            Overlap = 3,
        });

    /// <summary>Adds golds, by turns with A and with B better, whose responses start with "good" and "bad".</summary>
    public Task AddGoldsAsync(int count, Preference? preference = null) =>
        AddAsync(count, n =>
        {
            var better = preference ?? (n % 2 == 0 ? Preference.ABetter : Preference.BBetter);
            return new Comparison
            {
                ProjectId = Id,
                ExternalId = $"c-{n}",
                Prompt = $"prompt {n}",
                ResponseA = (better.Direction == Direction.A ? "good " : "bad ") + n,
                ResponseB = (better.Direction == Direction.A ? "bad " : "good ") + n,
                Overlap = 1,
                Use = ComparisonUse.Gold,
                GoldPreference = better,
                GoldKey = n * 0.6180339887 % 1,
            };
        });

    /// <summary>Runs SQL as the owner of nothing: under the application's role, as everything else.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = database.Requests.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs SQL that gives nothing back, under the application's role.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = database.Requests.CreateCommand(sql);
        command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Comparisons for which a place was lost or made up (promise P5), and those beyond their overlap (P2).</summary>
    public async Task<long> BrokenPlacesAsync()
    {
        // Grouped once, and without the short limits of requests: the views know no index for one comparison's labels.
        await using var command = database.Bulk.CreateCommand(
            """
            WITH current AS (
                SELECT comparison_id, count(*) FROM audit.label
                WHERE project_id = $1 AND superseded_by IS NULL AND NOT excluded GROUP BY comparison_id),
            live AS (
                SELECT comparison_id, count(*) FROM audit.assignment WHERE project_id = $1 AND state = 'leased' GROUP BY comparison_id)
            SELECT count(*) FROM audit.comparison c
            LEFT JOIN current ON current.comparison_id = c.id
            LEFT JOIN live ON live.comparison_id = c.id
            WHERE c.project_id = $1 AND NOT c.is_gold
              AND (c.taken > c.overlap OR c.taken <> coalesce(current.count, 0) + coalesce(live.count, 0))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = Id.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Comparisons whose counts by level are not those of their current labels.</summary>
    public Task<long> BrokenLevelsAsync() => ScalarAsync<long>(
        """
        WITH counted AS (
            SELECT comparison_id, count(*) FILTER (WHERE preference = 0) AS n0, count(*) FILTER (WHERE preference = 1) AS n1,
                   count(*) FILTER (WHERE preference = 2) AS n2, count(*) FILTER (WHERE preference = 3) AS n3, count(*) FILTER (WHERE preference = 4) AS n4
            FROM audit.label WHERE project_id = $1 AND superseded_by IS NULL AND NOT excluded GROUP BY comparison_id)
        SELECT count(*) FROM comparisons c LEFT JOIN counted l ON l.comparison_id = c.id
        WHERE c.project_id = $1 AND (c.n0, c.n1, c.n2, c.n3, c.n4) IS DISTINCT FROM
              (coalesce(l.n0, 0), coalesce(l.n1, 0), coalesce(l.n2, 0), coalesce(l.n3, 0), coalesce(l.n4, 0))
        """,
        Id.Value);

    /// <summary>Comparisons whose count of flags is not that of their current labels.</summary>
    public Task<long> BrokenFlagsAsync() => ScalarAsync<long>(
        """
        WITH flagged AS (
            SELECT comparison_id, count(*) FROM labels WHERE project_id = $1 AND flagged AND is_current AND NOT excluded GROUP BY comparison_id)
        SELECT count(*) FROM comparisons c LEFT JOIN flagged f ON f.comparison_id = c.id WHERE c.project_id = $1 AND c.flags <> coalesce(f.count, 0)
        """,
        Id.Value);

    private async Task AddAsync(int count, Func<int, Comparison> make)
    {
        await using var db = Open(database);
        db.Comparisons.AddRange(Enumerable.Range(comparisons, count).Select(make));
        comparisons += count;
        await db.SaveChangesAsync();
    }
}
