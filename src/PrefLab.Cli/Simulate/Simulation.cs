using PrefLab.Cli.Api;
using static System.FormattableString;

namespace PrefLab.Cli.Simulate;

/// <summary>Makes the people, lets them work, and keeps what they did.</summary>
public sealed class Simulation(PrefLabApi administrator, TruthBook truth, SimulationSettings settings, TimeProvider time)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    public async Task<SimulationResult> RunAsync(IReadOnlyList<Cast.Role> cast, TextWriter progress, CancellationToken ct)
    {
        var tallies = cast.Select(_ => new LatencyTally()).ToList();
        var people = new List<SimulatedPerson>();
        foreach (var (index, role) in cast.Index())
        {
            var path = Invariant($"projects/{settings.Project}/simulated");
            var made = (await administrator.PostAsync(path, new SimulatedRequest(role.Name), RetryPolicy.None, ct)).Read<SimulatedReply>();
            var api = administrator.As(role.Name, made.Key, settings.Seed + index, tallies[index]);
            people.Add(new SimulatedPerson(role, made.Answered, api, truth, settings, time));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (settings.Duration is { } duration)
        {
            limit.CancelAfter(duration);
        }

        using var inFlight = new SemaphoreSlim(settings.Concurrency);
        var began = time.GetTimestamp();
        var work = Task.WhenAll(people.Select(person => Task.Run(() => person.WorkAsync(inFlight, limit.Token), CancellationToken.None)));
        await ReportUntilDoneAsync(work, people, progress);
        return new SimulationResult(people, LatencyTally.Merge(tallies), time.GetElapsedTime(began));
    }

    private async Task ReportUntilDoneAsync(Task work, List<SimulatedPerson> people, TextWriter progress)
    {
        while (await Task.WhenAny(work, Task.Delay(ProgressInterval, time)) != work)
        {
            await progress.WriteLineAsync(Invariant($"{people.Sum(person => person.Labels)} labels"));
        }

        await work;
    }
}

/// <summary>What a simulation did.</summary>
public sealed record SimulationResult(IReadOnlyList<SimulatedPerson> People, LatencyTally Latency, TimeSpan Elapsed)
{
    public bool HasFailures => People.Any(person => person.Failed);

    public int Labels => People.Sum(person => person.Labels);
}
