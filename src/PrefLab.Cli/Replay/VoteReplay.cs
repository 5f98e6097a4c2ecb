using System.Collections.Concurrent;
using PrefLab.Cli.Api;
using PrefLab.Metrics;
using static System.FormattableString;

namespace PrefLab.Cli.Replay;

/// <summary>Assigns each comparison by name and submits the vote under the person's own key; one person's votes in their order.</summary>
public sealed class VoteReplay(PrefLabApi lead, long project, TimeProvider time)
{
    private const int RefusalsShown = 10;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private readonly string assignments = Invariant($"projects/{project}/assignments");
    private readonly ConcurrentQueue<string> refusals = new();
    private int stored;
    private int alreadyThere;
    private int refused;

    public async Task<ReplayResult> RunAsync(ReplayPlan plan, int concurrency, TextWriter progress, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        // The longest first, so that none is left over at the end.
        var work = Parallel.ForEachAsync(
            plan.People.OrderByDescending(person => person.Value.Count),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = ct },
            async (person, token) => await ReplayPersonAsync(person.Key, person.Value, token));
        while (await Task.WhenAny(work, Task.Delay(ProgressInterval, time, ct)) != work && !ct.IsCancellationRequested)
        {
            await progress.WriteLineAsync(Invariant($"{Volatile.Read(ref stored)} of {plan.Count} votes"));
        }

        await work;
        return new ReplayResult(stored, alreadyThere, refused, [.. refusals.Take(RefusalsShown)], time.GetElapsedTime(began));
    }

    private async Task ReplayPersonAsync(string worker, List<(string Item, Preference Preference)> votes, CancellationToken ct)
    {
        var name = $"Worker {worker}";
        var path = Invariant($"projects/{project}/simulated");
        var made = (await lead.PostAsync(path, new SimulatedRequest(name), RetryPolicy.Patient, ct)).Read<SimulatedReply>();
        var api = lead.As(name, made.Key, stored);
        foreach (var (item, preference) in votes)
        {
            await ReplayVoteAsync(api, made.AnnotatorId, item, preference, ct);
        }
    }

    private async Task ReplayVoteAsync(PrefLabApi api, long annotator, string item, Preference preference, CancellationToken ct)
    {
        var given = await lead.PostAsync(assignments, new AssignRequest(item, annotator), RetryPolicy.Patient, ct);
        if (!given.IsSuccess)
        {
            Count(given, item);
            return;
        }

        var assignment = given.Read<AssignReply>();
        var label = new LabelRequest(
            Guid.NewGuid().ToString(), preference.ToDisplayed(assignment.LeftIsA), Dimensions: null, BothBad: false, Comment: null, ActiveSeconds: null);
        var reply = await api.PostAsync($"{assignments}/{assignment.Token}/label", label, RetryPolicy.Patient, ct);
        if (reply.IsSuccess)
        {
            Interlocked.Increment(ref stored);
        }
        else
        {
            Count(reply, item);
        }
    }

    private void Count(ApiReply reply, string item)
    {
        var problem = ApiError.From(reply.Status, reply.Body);
        switch (reply.Status)
        {
            // A replay that was stopped can be started again: what was assigned is still held and is answered now, what was answered stays.
            case 409 when reply.Body.Contains("already", StringComparison.Ordinal):
                Interlocked.Increment(ref alreadyThere);
                break;
            case 400 or 404 or 409 or 410:
                Interlocked.Increment(ref refused);
                refusals.Enqueue($"{item}: {problem.Message}");
                break;
            default:
                throw problem;
        }
    }
}

/// <summary>What a replay did.</summary>
public sealed record ReplayResult(int Stored, int AlreadyThere, int Refused, IReadOnlyList<string> Refusals, TimeSpan Elapsed)
{
    public double Rate => Stored / Math.Max(Elapsed.TotalSeconds, .001);
}
