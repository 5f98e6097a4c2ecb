using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>P7: 200 annotators who think for two seconds on average while a lead looks at the numbers, beside the health endpoint of the same run.</summary>
internal static class Think
{
    private const int Annotators = 200;
    private const double MeanSeconds = 2;

    public static async Task<int> RunAsync(TimeSpan length)
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var project = await TestProject.CreateAsync(site.Database);
        // Three places each: half as many again as will be answered.
        var comparisons = (int)(Annotators * length.TotalSeconds / MeanSeconds / 2) + 1_000;
        await GeneratedComparisons.AddAsync(site.Database, project.Id, comparisons, overlap: 3, characters: 900, golds: 500);
        var workers = await site.AddWorkersAsync(project, Annotators);
        var lead = await site.AddLeadAsync(project);
        var (next, submit, health, summary) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
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

        async Task LeadAsync()
        {
            while (Stopwatch.GetElapsedTime(since) < length)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/projects/{project.Id}/summary", UriKind.Relative))
                {
                    Headers = { Authorization = new AuthenticationHeaderValue("Bearer", lead) },
                };
                var began = Stopwatch.GetTimestamp();
                using var response = await site.Nodes[0].Client.SendAsync(request);
                summary.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }

        await Task.WhenAll(
            workers.Select((worker, i) => Task.Run(() => WorkAsync(worker, new Random(i)))).Append(Task.Run(WatchAsync)).Append(Task.Run(LeadAsync)));
        Print("next", next);
        Print("submit", submit);
        Print("health", health);
        Print("summary", summary);
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
