using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>P7: 200 annotators who think for two seconds on average, beside the health endpoint of the same run.</summary>
internal static class Think
{
    private const int Annotators = 200;
    private const double MeanSeconds = 2;

    public static async Task<int> RunAsync(TimeSpan length)
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var project = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, project.Id, 20_000, overlap: 3, characters: 900, golds: 500);
        var workers = await site.AddWorkersAsync(project, Annotators);
        var (next, submit, health) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var failures = 0;
        var since = Stopwatch.GetTimestamp();
        async Task WorkAsync(ApiWorker worker, Random random)
        {
            while (Stopwatch.GetElapsedTime(since) < length)
            {
                await Task.Delay(TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * MeanSeconds));
                var began = Stopwatch.GetTimestamp();
                var served = await worker.NextAsync(CancellationToken.None);
                next.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                began = Stopwatch.GetTimestamp();
                var reply = await worker.SubmitAsync(served.Token, Guid.NewGuid(), random.Next(1, 6), CancellationToken.None);
                submit.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!reply.IsSuccess)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }

        async Task WatchAsync()
        {
            while (Stopwatch.GetElapsedTime(since) < length)
            {
                await Task.Delay(20);
                var began = Stopwatch.GetTimestamp();
                using var response = await site.Nodes[0].Client.GetAsync(new Uri("/health/live", UriKind.Relative));
                health.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        await Task.WhenAll(workers.Select((worker, i) => Task.Run(() => WorkAsync(worker, new Random(i)))).Append(Task.Run(WatchAsync)));
        Print("next", next);
        Print("submit", submit);
        Print("health", health);
        Console.WriteLine($"not 2xx: {failures}");
        return failures == 0 ? 0 : 1;
    }

    private static void Print(string name, ConcurrentBag<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-8} {sorted.Count,6} requests  p50 {sorted[sorted.Count / 2]:F1} ms  p99 {sorted[(int)(sorted.Count * .99)]:F1} ms"));
    }
}
