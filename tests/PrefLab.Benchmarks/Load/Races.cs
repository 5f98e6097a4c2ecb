using System.Diagnostics;
using System.Globalization;
using System.Net;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>P2 and P4 over HTTP, against every node of a site.</summary>
internal static class Races
{
    /// <summary>Many ask at once for one to three places.</summary>
    /// <returns>Rounds in which the winners were not as many as the places, and comparisons whose places are wrong in the end.</returns>
    public static async Task<long> LastPlacesAsync(DurableSite site, int rounds, int clients)
    {
        var project = await TestProject.CreateAsync(site.Database, goldFraction: 0);
        var workers = await site.AddWorkersAsync(project, clients);
        var wrong = 0L;
        var took = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var overlap = (round % 3) + 1;
            await project.AddComparisonsAsync(1, overlap);
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = workers.Select(async worker =>
            {
                await start.Task;
                var since = Stopwatch.GetTimestamp();
                var served = await worker.NextAsync(CancellationToken.None);
                return (Worker: worker, Served: served, Took: Stopwatch.GetElapsedTime(since));
            }).ToList();
            start.SetResult();
            var answers = await Task.WhenAll(asked);
            var winners = answers.Where(answer => answer.Served.State == "work").ToList();
            wrong += winners.Count == Math.Min(overlap, clients) && answers.All(answer => answer.Served.Status == HttpStatusCode.OK) ? 0 : 1;
            took.AddRange(answers.Select(answer => answer.Took));
            await Task.WhenAll(winners.Select(winner => winner.Worker.SubmitAsync(winner.Served.Token, Guid.NewGuid(), 4, CancellationToken.None)));
        }

        var broken = await project.BrokenPlacesAsync();
        took.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"P2  {rounds} races of {clients} clients: {wrong} with another number of winners, {broken} broken, answers p50 {took[took.Count / 2].TotalMilliseconds:F0} ms, p99 {took[(int)(took.Count * .99)].TotalMilliseconds:F0} ms, slowest {took[^1].TotalMilliseconds:F0} ms"));
        return wrong + broken;
    }

    /// <summary>Sends one submission many times at once, for each of many keys.</summary>
    /// <returns>Keys without exactly one row, one label and 2xx alone, or with a conflict that was not refused.</returns>
    public static async Task<long> RepeatedKeysAsync(DurableSite site, int keys, int parallel)
    {
        var project = await TestProject.CreateAsync(site.Database);
        await project.AddComparisonsAsync(keys);
        var worker = await site.AddWorkerAsync(project, 0);
        var wrong = 0L;
        for (var i = 0; i < keys; i++)
        {
            var served = await worker.NextAsync(CancellationToken.None);
            var key = Guid.NewGuid();
            var replies = await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => worker.SubmitAsync(served.Token, key, 2, CancellationToken.None)));
            var otherAnswer = await worker.SubmitAsync(served.Token, key, 3, CancellationToken.None);
            var otherKey = await worker.SubmitAsync(served.Token, Guid.NewGuid(), 2, CancellationToken.None);
            wrong += replies.All(reply => reply.IsSuccess) && replies.Select(reply => reply.Label).Distinct().Count() == 1
                && (otherAnswer.Status, otherKey.Status) == (HttpStatusCode.Conflict, HttpStatusCode.Conflict) ? 0 : 1;
        }

        var rows = await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value);
        Console.WriteLine($"P4  {keys} keys x {parallel}: {wrong} wrong, {rows} rows");
        return wrong + Math.Abs(rows - keys);
    }
}
