using System.Diagnostics;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;
using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;

namespace PrefLab.Testing.Load;

/// <summary>A PostgreSQL that forces to disk what it acknowledges, and web programs on it.</summary>
public sealed class DurableSite : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly EmbeddedPostgres postgres;
    private readonly List<WebNode> nodes = [];

    private DurableSite(DirectoryInfo folder, EmbeddedPostgres postgres)
    {
        this.folder = folder;
        this.postgres = postgres;
        Database = new Core.Storage.Database(postgres.OwnerConnectionString);
        postgres.Restarted += (_, _) =>
        {
            Database.Requests.Clear();
            Database.Bulk.Clear();
        };
    }

    public Core.Storage.Database Database { get; }

    public IReadOnlyList<WebNode> Nodes => nodes;

    public string OwnerConnectionString => postgres.OwnerConnectionString;

    public string SocketFolder => postgres.SocketFolder;

    public static async Task<DurableSite> StartAsync(int nodes)
    {
        var folder = Directory.CreateTempSubdirectory("preflab-site-");
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataFolder = folder.FullName,
                DownloadFolder = TestServer.DownloadFolder,
                MaxConnections = 200,
            },
            CancellationToken.None);
        var site = new DurableSite(folder, postgres);
        await Migrator.MigrateAsync(postgres.OwnerConnectionString, CancellationToken.None);
        for (var i = 0; i < nodes; i++)
        {
            site.nodes.Add(await WebNode.StartAsync(postgres.OwnerConnectionString));
        }

        return site;
    }

    /// <summary>Kills the server with SIGKILL; it comes back by itself.</summary>
    public void KillPostgres()
    {
        using var process = Process.GetProcessById(postgres.ProcessId);
        process.Kill();
    }

    /// <summary>Waits until the server takes connections again.</summary>
    public async Task PostgresAnswersAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Pooling = false, Timeout = 1 };
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>Adds an annotator who calls the nodes with a key, beginning with the node of this number.</summary>
    public async Task<ApiWorker> AddWorkerAsync(TestProject project, int number)
    {
        var (_, key) = await AddKeyAsync(project);
        return Worker(project, key, number);
    }

    public async Task<(ApiWorker Worker, Annotator Annotator)> AddWorkerWithAnnotatorAsync(TestProject project)
    {
        var (annotator, key) = await AddKeyAsync(project);
        return (Worker(project, key, 0), annotator);
    }

    /// <summary>Adds a lead of the project.</summary>
    /// <returns>A key that reads its numbers.</returns>
    public async Task<string> AddLeadAsync(TestProject project)
    {
        await using var db = TestProject.Open(Database);
        var lead = await AddPersonAsync(db, "lead", isAdministrator: false);
        db.Memberships.Add(new Membership { ProjectId = project.Id, PersonId = lead.Id, Role = Role.Lead, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
        return await KeyAsync(db, lead, Role.Lead);
    }

    /// <returns>A key of an administrator.</returns>
    public async Task<string> AddAdministratorAsync()
    {
        await using var db = TestProject.Open(Database);
        return await KeyAsync(db, await AddPersonAsync(db, "administrator", isAdministrator: true), role: null);
    }

    public async Task<List<ApiWorker>> AddWorkersAsync(TestProject project, int count)
    {
        var workers = new List<ApiWorker>();
        for (var i = 0; i < count; i++)
        {
            workers.Add(await AddWorkerAsync(project, i));
        }

        return workers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
        await postgres.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<Person> AddPersonAsync(PrefLabDb db, string kind, bool isAdministrator)
    {
        var name = $"{kind}-{Guid.CreateVersion7():N}";
        var person = new Person
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = name,
            IsAdministrator = isAdministrator,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Users.Add(person);
        await db.SaveChangesAsync();
        return person;
    }

    private static async Task<string> KeyAsync(PrefLabDb db, Person person, Role? role) =>
        (await new ApiKeyService(db, TimeProvider.System).CreateAsync(person.Id, person.Id, "load", role, null, CancellationToken.None))!.Key;

    private ApiWorker Worker(TestProject project, string key, int number)
    {
        var first = number % nodes.Count;
        return new ApiWorker([.. nodes.Skip(first).Concat(nodes.Take(first)).Select(node => node.Client)], project.Id, key);
    }

    private async Task<(Annotator Annotator, string Key)> AddKeyAsync(TestProject project)
    {
        var annotator = await project.AddAnnotatorAsync();
        await using var db = TestProject.Open(Database);
        var key = await new ApiKeyService(db, TimeProvider.System)
            .CreateAsync(annotator.PersonId, annotator.PersonId, "load", Role.Annotator, null, CancellationToken.None);
        return (annotator, key!.Key);
    }
}
