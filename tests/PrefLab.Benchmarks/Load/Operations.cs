using System.Diagnostics;
using System.Globalization;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;
using PrefLab.Testing.Web;

namespace PrefLab.Benchmarks.Load;

/// <summary>How long operations' pages take in a project of many annotators and labels: what they read, and whole answers of the application, in one process.</summary>
internal static class Operations
{
    private const int Times = 30;
    private const double Target = 150;

    public static async Task<int> RunAsync(int comparisons, int annotators)
    {
        await using var site = await DurableSite.StartAsync(nodes: 0);
        var project = await TestProject.CreateAsync(site.Database);
        var people = await GeneratedLabels.AddAsync(site.OwnerConnectionString, project, comparisons, annotators);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{annotators:N0} annotators, {comparisons * 3L:N0} labels; milliseconds of {Times} readings after the first"));
        Console.WriteLine("what is read                    first    p50    p95    max");
        var table = new AnnotatorTableQuery(site.Database);
        var paces = new ProjectPaceQuery(site.Database);
        var work = new AnnotatorWorkQuery(site.Database);
        Task ListAsync(AnnotatorFilter filter, int take) => ReadAsync(db => new AnnotatorListQuery(db, table, paces, TimeProvider.System)
            .LoadAsync(project.Id, filter, after: null, before: null, take, CancellationToken.None));
        async Task ReadAsync(Func<PrefLabDb, Task> read)
        {
            await using var db = TestProject.Open(site.Database);
            await read(db);
        }

        await MeasureAsync("the table, 50 people", _ => ListAsync(AnnotatorFilter.Everybody, 50));
        await MeasureAsync("the table, filtered", i => ListAsync(new AnnotatorFilter(Standing.Active, $"{i % 10}"), 50));
        await MeasureAsync("500 people, as for a CSV", _ => ListAsync(AnnotatorFilter.Everybody, 500));
        await MeasureAsync("an annotator", async i =>
        {
            var id = people[i * 7 % people.Count].Id;
            var pace = (await work.LoadAsync(project.Id, id, CancellationToken.None))!.Pace;
            await table.LoadAsync(project.Id, [id], AnnotatorTableQuery.NewestLabels, pace, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        });

        // The factory looks there for the list of what it can host.
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        await using var factory = new PrefLabFactory(
            site.OwnerConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "None" });
        await factory.WhenReadyAsync();
        await factory.AddPersonAsync("administrator@example.org", isAdministrator: true);
        using var administrator = await factory.SignInAsync("administrator@example.org");
        var path = $"/p/{project.Id}/annotators";
        var page = await MeasureAsync("GET the table, 50 people", _ => GetAsync(administrator, path));
        await MeasureAsync("GET the table, filtered", i => GetAsync(administrator, $"{path}?standing=Active&q={i % 10}"));
        await MeasureAsync("GET an annotator", i => GetAsync(administrator, $"{path}/{people[i * 7 % people.Count].Id}"));
        return page <= Target ? 0 : 1;
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <returns>The 95th percentile.</returns>
    private static async Task<double> MeasureAsync(string name, Func<int, Task> read)
    {
        var took = new List<double>();
        for (var i = 0; i <= Times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await read(i);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var sorted = took.Skip(1).Order().ToList();
        var high = sorted[(int)(sorted.Count * .95)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-30} {took[0],6:F0} {sorted[sorted.Count / 2],6:F0} {high,6:F0} {sorted[^1],6:F0}"));
        return high;
    }
}
