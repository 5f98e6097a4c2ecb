using System.Text.Json.Serialization;

namespace PrefLab.Metrics;

/// <summary>The rule by which a project flags an annotator from answered golds; a closed set.</summary>
/// <remarks>As JSON the discriminator <c>$type</c> is <c>none</c> or <c>classic</c>.</remarks>
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Classic), "classic")]
public abstract record QualityRule
{
    private QualityRule()
    {
    }

    /// <summary>Decides from the tally after each answered gold.</summary>
    /// <param name="tally">All golds answered since the test began, the latest included.</param>
    /// <returns>Whether the annotator should be flagged now.</returns>
    /// <remarks>O(1).</remarks>
    public abstract bool ShouldFlag(GoldTally tally);

    /// <summary>Flags nobody.</summary>
    public sealed record None : QualityRule
    {
        /// <inheritdoc/>
        public override bool ShouldFlag(GoldTally tally) => false;
    }

    /// <summary>
    /// Flags as soon as enough golds are answered and the share of right ones is below a limit. It looks after every gold, so false flags
    /// pile up: with the default numbers 18.4 % of annotators who are right 80 % of the time are flagged sooner or later, 51 % at 70 %.
    /// </summary>
    /// <param name="MinGolds">Golds before the first decision, ≥ 1.</param>
    /// <param name="MinAccuracy">Share of right answers below which to flag, in [0, 1]; exactly this share is not flagged.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public sealed record Classic(int MinGolds = 5, double MinAccuracy = .60) : QualityRule
    {
        /// <summary>Gets the golds before the first decision, ≥ 1.</summary>
        public int MinGolds { get; } = MinGolds >= 1
            ? MinGolds
            : throw new ArgumentOutOfRangeException(nameof(MinGolds), MinGolds, "At least one gold is needed to decide.");

        /// <summary>Gets the share of right answers below which to flag, in [0, 1].</summary>
        public double MinAccuracy { get; } = MinAccuracy is >= 0 and <= 1
            ? MinAccuracy
            : throw new ArgumentOutOfRangeException(nameof(MinAccuracy), MinAccuracy, "A share lies between 0 and 1.");

        /// <inheritdoc/>
        public override bool ShouldFlag(GoldTally tally) =>
            tally.Golds >= MinGolds && (double)tally.Correct / tally.Golds < MinAccuracy;
    }
}
