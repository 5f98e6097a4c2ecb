using System.Text.Json.Serialization;

namespace PrefLab.Metrics;

/// <summary>All that a <see cref="QualityRule"/> remembers of an annotator's golds; immutable, a few numbers, and JSON as it stands.</summary>
public readonly record struct GoldTestState
{
    /// <summary>Initializes a new instance of the <see cref="GoldTestState"/> struct; <c>default</c> is the state before the first gold.</summary>
    /// <param name="tally">Golds answered since the test began.</param>
    /// <param name="statistic">What the rule compares with its limit, finite.</param>
    /// <param name="firstFlag">Number of the gold, from 1, after which the rule first flagged; null when it has not.</param>
    /// <param name="firstReview">Number of the gold, from 1, after which the rule first called for a review; null when it has not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    [JsonConstructor]
    public GoldTestState(GoldTally tally, double statistic, int? firstFlag, int? firstReview)
    {
        if (!double.IsFinite(statistic))
        {
            throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "A statistic is finite.");
        }

        Tally = tally;
        Statistic = statistic;
        FirstFlag = Within(firstFlag, tally, nameof(firstFlag));
        FirstReview = Within(firstReview, tally, nameof(firstReview));
    }

    /// <summary>Gets the golds answered since the test began.</summary>
    public GoldTally Tally { get; }

    /// <summary>
    /// Gets what the rule compares with its limit: the share of right answers (classic), the log-likelihood ratio in nats (SPRT), the
    /// cumulative sum in nats (CUSUM), 0 (none).
    /// </summary>
    public double Statistic { get; }

    /// <summary>Gets the number of the gold, from 1, after which the rule first flagged; null when it has not.</summary>
    public int? FirstFlag { get; }

    /// <summary>Gets the number of the gold, from 1, after which the rule first called for a review, which pauses nobody; null when it has not.</summary>
    public int? FirstReview { get; }

    private static int? Within(int? gold, GoldTally tally, string parameter) => gold is null || (gold >= 1 && gold <= tally.Golds)
        ? gold
        : throw new ArgumentOutOfRangeException(parameter, gold, $"One of the {tally.Golds} golds of the test, numbered from 1.");
}
