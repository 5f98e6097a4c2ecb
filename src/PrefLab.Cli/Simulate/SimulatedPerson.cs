using PrefLab.Cli.Api;

namespace PrefLab.Cli.Simulate;

/// <summary>One simulated annotator at work: next, think, label.</summary>
/// <param name="before">Labels of an earlier run, which count: so a run that was cut short is finished by the next.</param>
public sealed class SimulatedPerson(Cast.Role role, int before, PrefLabApi api, TruthBook truth, SimulationSettings settings, TimeProvider time)
{
    private const int MostRefusals = 20;
    private readonly Random thinking = new ShownPair("", "", "").RandomFor(settings.Seed, role.Name);
    private readonly string assignments = FormattableString.Invariant($"projects/{settings.Project}/assignments");

    public Cast.Role Role => role;

    /// <summary>Labels of this run.</summary>
    public int Labels { get; private set; }

    /// <summary>Answers that PrefLab did not take: the lease was lost, or the person was paused.</summary>
    public int Refused { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Whether it ended by an error.</summary>
    public bool Failed { get; private set; }

    /// <summary>Why it stopped.</summary>
    public string Ended { get; private set; } = "stopped";

    public async Task WorkAsync(SemaphoreSlim inFlight, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        try
        {
            while (!ct.IsCancellationRequested && await OneAsync(inFlight, ct))
            {
                Seconds = time.GetElapsedTime(began).TotalSeconds;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The duration is over, or the person at the keyboard stopped it; the table is still wanted.
        }
        catch (ApiException problem)
        {
            (Ended, Failed) = (problem.Message, true);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            (Ended, Failed) = ("PrefLab stopped answering", true);
        }
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> OneAsync(SemaphoreSlim inFlight, CancellationToken ct)
    {
        if (before + Labels >= settings.Labels || Refused > MostRefusals)
        {
            Ended = Refused > MostRefusals ? "too many refusals" : "done";
            return false;
        }

        var next = (await SendAsync(inFlight, $"{assignments}/next", new NextRequest(1), ct)).Read<NextReply>();
        if (next.State is not "work" || next.Assignments.Count == 0)
        {
            Ended = next.State is "none" ? "nothing left" : next.State;
            return false;
        }

        await ThinkAsync(ct);
        await AnswerAsync(inFlight, next.Assignments[0], next.TiesAllowed, ct);
        return true;
    }

    private async Task AnswerAsync(SemaphoreSlim inFlight, AssignmentReply assignment, bool tiesAllowed, CancellationToken ct)
    {
        var pair = new ShownPair(assignment.Prompt, assignment.Left, assignment.Right);
        var decision = DecisionRules.Decide(
            role.Kind, pair, truth.Of(pair), before + Labels, settings.Labels, tiesAllowed, pair.RandomFor(settings.Seed, role.Name));
        // Side by side with the overall answer: 1 left, 2 same, 3 right.
        var dimensions = assignment.Dimensions is { Count: > 0 } asked
            ? asked.ToDictionary(name => name, _ => Math.Sign(decision.Answer - 3) + 2, StringComparer.Ordinal)
            : null;
        var label = new LabelRequest(Guid.NewGuid().ToString(), decision.Answer, dimensions, BothBad: false, Comment: null, decision.ActiveSeconds);
        var reply = await SendAsync(inFlight, $"{assignments}/{assignment.Token}/label", label, ct);
        if (reply.IsSuccess)
        {
            Labels++;
        }
        else if (reply.Status is 404 or 409 or 410)
        {
            Refused++;
        }
        else
        {
            throw ApiError.From(reply.Status, reply.Body);
        }
    }

    private async Task<ApiReply> SendAsync<T>(SemaphoreSlim inFlight, string path, T body, CancellationToken ct)
    {
        await inFlight.WaitAsync(ct);
        try
        {
            return await api.PostAsync(path, body, RetryPolicy.Patient, ct);
        }
        finally
        {
            inFlight.Release();
        }
    }

    private Task ThinkAsync(CancellationToken ct) => settings.Think > TimeSpan.Zero
        ? Task.Delay(settings.Think * -Math.Log(1 - thinking.NextDouble()), time, ct)
        : Task.CompletedTask;
}
