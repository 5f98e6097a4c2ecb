using System.Diagnostics;
using System.Globalization;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>P8: next + submit pairs a second over HTTP in a closed loop, beside the same statements driven by pgbench on the same server.</summary>
internal static class HotPath
{
    private const int Connections = 32;
    private const int Seconds = 15;
    private const double Target = .25;

    public static async Task<int> RunAsync()
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var project = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, project.Id, 50_000, overlap: 3, characters: 900, golds: 3_000);
        var workers = await site.AddWorkersAsync(project, Connections);
        await MeasureAsync(workers, TimeSpan.FromSeconds(5));
        var overHttp = await MeasureAsync(workers, TimeSpan.FromSeconds(Seconds));
        Console.WriteLine($"Disk: {await Tools.DiskSpeedAsync()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"HTTP: {overHttp:F0} pairs/s over {Connections} connections"));
        if (await PgBench.MeasureAsync(site, Connections, Seconds) is not { } bySql)
        {
            Console.WriteLine("pgbench is not installed: no ratio.");
            return 2;
        }

        var ratio = overHttp / bySql;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pgbench: {bySql:F0} pairs/s; ratio {ratio:F2} (target {Target})"));
        return ratio >= Target ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(List<ApiWorker> workers, TimeSpan length)
    {
        var since = Stopwatch.GetTimestamp();
        var pairs = await Task.WhenAll(workers.Select((worker, i) => Task.Run(async () =>
        {
            var random = new Random(i);
            var done = 0;
            for (; Stopwatch.GetElapsedTime(since) < length; done++)
            {
                var served = await worker.NextAsync(CancellationToken.None);
                var reply = await worker.SubmitAsync(served.Token, Guid.NewGuid(), random.Next(1, 6), CancellationToken.None);
                if (!reply.IsSuccess)
                {
                    throw new InvalidOperationException($"next was answered {served.Status} {served.State}, the submission {reply.Status}.");
                }
            }

            return done;
        })));
        return pairs.Sum() / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
