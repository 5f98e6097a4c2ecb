using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PrefLab.Core;
using PrefLab.Testing.Database;

namespace PrefLab.Testing.Load;

/// <summary>What a run of submissions under kills showed.</summary>
/// <param name="Refusals">Answers that a client must never see for its own valid request, such as 404, 409 or 500, with their numbers.</param>
/// <param name="SlowestAfterPostgres">The longest time from when PostgreSQL answered again to the next acknowledgement.</param>
/// <param name="SlowestWebStart">The longest time from the start of a killed web program to its being ready.</param>
public sealed record KillReport(
    int WebKills, int PostgresKills, int Acknowledged, long Lost, long Doubled, long Twice, long ServedAgain, long Contradictions,
    long BrokenPlaces, IReadOnlyDictionary<string, int> Refusals,
    TimeSpan SlowestAfterPostgres, TimeSpan SlowestWebStart, TimeSpan Took);

/// <summary>Submits without pause while the web nodes and PostgreSQL are killed by turns, and repeats with the same key what was not acknowledged.</summary>
public sealed class KillRun(DurableSite site, int workers, int killsOfEach, int acknowledgements)
{
    private const int Overlap = 3;
    private const int ComparisonsDuringAKill = 4000;
    private readonly Journal journal = new();
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private volatile bool isOver;

    public async Task<KillReport> RunAsync()
    {
        var since = Stopwatch.GetTimestamp();
        var project = await TestProject.CreateAsync(site.Database);
        // Work goes on while a node starts again, so there is much more of it than the acknowledgements asked for.
        var comparisons = (acknowledgements / Overlap) + (killsOfEach * ComparisonsDuringAKill);
        await GeneratedComparisons.AddAsync(site.Database, project.Id, comparisons, Overlap, characters: 300, golds: 50);
        var people = await site.AddWorkersAsync(project, workers);
        var work = people.Select((person, i) => Task.Run(() => WorkAsync(person, new Random(i)))).ToList();
        var (afterPostgres, webStart) = await KillByTurnsAsync();
        await ReachAsync(acknowledgements);
        isOver = true;
        await Task.WhenAll(work);
        var (lost, doubled, twice) = await journal.CompareAsync(site.Database, project.Id);
        return new KillReport(
            killsOfEach, killsOfEach, journal.Count, lost, doubled, twice, journal.ServedAgain, journal.Contradictions,
            await project.BrokenPlacesAsync(), refusals, afterPostgres, webStart, Stopwatch.GetElapsedTime(since));
    }

    private async Task<(TimeSpan AfterPostgres, TimeSpan WebStart)> KillByTurnsAsync()
    {
        var (afterPostgres, webStart) = (TimeSpan.Zero, TimeSpan.Zero);
        var kills = 2 * killsOfEach;
        for (var kill = 0; kill < kills; kill++)
        {
            await ReachAsync(acknowledgements * (kill + 1) / (kills + 1));
            if (kill % 2 == 0)
            {
                var node = site.Nodes[kill / 2 % site.Nodes.Count];
                node.Kill();
                var since = Stopwatch.GetTimestamp();
                await node.StartAgainAsync();
                webStart = Longer(webStart, Stopwatch.GetElapsedTime(since));
                await ReachAsync(journal.Count + 1);
            }
            else
            {
                site.KillPostgres();
                await site.PostgresAnswersAsync();
                var since = Stopwatch.GetTimestamp();
                await ReachAsync(journal.Count + 1);
                afterPostgres = Longer(afterPostgres, Stopwatch.GetElapsedTime(since));
            }
        }

        return (afterPostgres, webStart);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task ReachAsync(int count)
    {
        var (last, since) = (journal.Count, Stopwatch.GetTimestamp());
        while (journal.Count < count)
        {
            if (journal.Count > last)
            {
                (last, since) = (journal.Count, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"No acknowledgement for a minute after {last}; refused: {string.Join(", ", refusals)}.");
            }

            await Task.Delay(5);
        }
    }

    private async Task WorkAsync(ApiWorker worker, Random random)
    {
        while (!isOver)
        {
            var served = await UntilAnsweredAsync(worker, () => worker.NextAsync(CancellationToken.None), reply => reply.Status);
            if (served is not { State: "work" })
            {
                Refuse(served?.State ?? "stopped");
                return;
            }

            journal.Served(worker, served.Prompt);
            var (key, answer) = (Guid.NewGuid(), random.Next(1, 6));
            var repeats = random.Next(10) == 0 ? 2 : 1;
            for (var i = 0; i < repeats; i++)
            {
                var reply = await UntilAnsweredAsync(
                    worker, () => worker.SubmitAsync(served.Token, key, answer, CancellationToken.None), reply => reply.Status);
                if (reply is { IsSuccess: true })
                {
                    journal.Acknowledged(worker, served.Prompt, key, served.Token, answer, reply.Label);
                }
            }
        }
    }

    /// <summary>Repeats a request on the nodes by turns until it is answered; null when the run ends before.</summary>
    private async Task<T?> UntilAnsweredAsync<T>(ApiWorker worker, Func<Task<T>> request, Func<T, HttpStatusCode> status)
        where T : class
    {
        // What was begun is finished after the end of the run, too, but not for ever.
        for (var attempt = 0; attempt < 500 || !isOver; attempt++)
        {
            try
            {
                var reply = await request();
                if ((int)status(reply) is >= 200 and < 300)
                {
                    return reply;
                }

                if (status(reply) != HttpStatusCode.ServiceUnavailable)
                {
                    Refuse(status(reply).ToString());
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                // The node is gone or was killed while it answered.
            }

            worker.ChangeNode();
            await Task.Delay(20);
        }

        return null;
    }

    private void Refuse(string what) => refusals.AddOrUpdate(what, 1, (_, count) => count + 1);
}
