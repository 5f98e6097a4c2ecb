using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>What a quality policy means for people: exactly for rules on golds, by a seeded simulation for the test with peers. Pure.</summary>
/// <param name="Catches">Annotators who do not read.</param>
/// <param name="Flags">Honest annotators.</param>
/// <param name="IsSimulated">Whether the figures come from a simulation of <see cref="People"/> annotators of each kind.</param>
/// <param name="Reason">Why there are no figures; null when there are.</param>
public sealed record PolicyMeaning(
    IReadOnlyList<PolicyMeaning.Caught> Catches, IReadOnlyList<PolicyMeaning.Flagged> Flags, bool IsSimulated, string? Reason)
{
    /// <summary>Tasks that honest annotators do.</summary>
    public const int Tasks = 1_000;

    /// <summary>Simulated annotators of each kind.</summary>
    public const int People = 1_000;

    private const double Confidence = .95;

    private const ulong Seed = 17;

    private static readonly double[] Accuracies = [.80, .90];

    /// <param name="Median">Tasks until half of them are flagged; undefined when they are not.</param>
    /// <param name="Ninety">Tasks until nine in ten are.</param>
    public sealed record Caught(AnswerStyle Style, Estimate Median, Estimate Ninety);

    /// <param name="Accuracy">How often the annotator perceives what is better.</param>
    /// <param name="Ever">Share of them that is flagged within <see cref="Tasks"/> tasks.</param>
    /// <param name="Limits">Of that share, where it is simulated.</param>
    public sealed record Flagged(double Accuracy, double Ever, Interval? Limits = null);

    /// <param name="goldRate">Share of golds among tasks, in [0, 1].</param>
    /// <param name="overlap">Labels wanted for a comparison, ≥ 1.</param>
    /// <remarks>Milliseconds for golds, about half a second with peers.</remarks>
    public static PolicyMeaning Of(QualityPolicy policy, double goldRate, int overlap, bool tiesAllowed)
    {
        if (policy.Peers is { } peers)
        {
            return goldRate == 0 && overlap == 1
                ? new PolicyMeaning([], [], false, "Without golds, and with one label for each comparison, nobody can be tested.")
                : WithPeers(peers, new PeerSimulation.World(goldRate, overlap - 1));
        }

        return policy.Golds is QualityRule.None
            ? new PolicyMeaning([], [], false, "Nobody is flagged.")
            : goldRate == 0
                ? new PolicyMeaning([], [], false, "Without golds nobody is tested.")
                : OnGolds(policy.Golds, goldRate, tiesAllowed);
    }

    private static PolicyMeaning OnGolds(QualityRule rule, double goldRate, bool tiesAllowed)
    {
        // Two levels in five have the right direction, or two in four where there are no ties; golds are balanced between A and B.
        var unread = OperatingCharacteristic.Of(rule, tiesAllowed ? .4 : .5);
        var even = OperatingCharacteristic.Of(rule, .5);
        var horizon = Math.Max(1, (int)Math.Round(Tasks * goldRate));
        return new PolicyMeaning(
            [Delay(AnswerStyle.Random, unread), Delay(AnswerStyle.ConstantLeft, even), Delay(AnswerStyle.Coin, even)],
            [.. Accuracies.Select(accuracy => new Flagged(accuracy, OperatingCharacteristic.Of(rule, accuracy, horizon).Ever))],
            IsSimulated: false,
            Reason: null);

        Caught Delay(AnswerStyle style, OperatingCharacteristic found) => new(style, found.TasksUntil(.5, goldRate), found.TasksUntil(.9, goldRate));
    }

    private static PolicyMeaning WithPeers(PeerTest test, PeerSimulation.World world)
    {
        return new PolicyMeaning(
            [.. new[] { AnswerStyle.Random, AnswerStyle.ConstantLeft, AnswerStyle.Coin }.Select(Delay)],
            [.. Accuracies.Select(Share)],
            IsSimulated: true,
            Reason: null);

        Caught Delay(AnswerStyle style)
        {
            var delays = PeerSimulation.Delays(test, world, style, 0, People, Tasks, Seed);
            return new(style, Until(delays, .5), Until(delays, .9));
        }

        // Who never answers a tie is the honest style that is flagged most often.
        Flagged Share(double skill)
        {
            var flagged = PeerSimulation.Delays(test, world, AnswerStyle.NoTies, skill, People, Tasks, Seed).Count(double.IsFinite);
            return new(skill, flagged / (double)People, WilsonInterval.Of(flagged, People, Confidence));
        }
    }

    private static Estimate Until(double[] delays, double share) => PeerSimulation.Quantile(delays, share) is var tasks && double.IsFinite(tasks)
        ? Estimate.Of(tasks)
        : Estimate.Undefined($"So many of them are not noticed within {Tasks} tasks.");
}
