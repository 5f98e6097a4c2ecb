using System.Text.Json.Serialization;

namespace PrefLab.Metrics;

/// <summary>The rule by which a project tests an annotator on answered golds; a closed set.</summary>
/// <remarks>
/// As JSON the discriminator <c>$type</c> is <c>none</c>, <c>classic</c>, <c>sprt</c> or <c>cusum</c>. What each costs honest annotators and
/// how soon it notices others, <see cref="OperatingCharacteristic"/> computes exactly.
/// </remarks>
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Classic), "classic")]
[JsonDerivedType(typeof(Sprt), "sprt")]
[JsonDerivedType(typeof(Cusum), "cusum")]
public abstract partial record QualityRule
{
    private QualityRule()
    {
    }

    /// <summary>Decides from the tally after each answered gold.</summary>
    /// <param name="tally">All golds answered since the test began, the latest included.</param>
    /// <returns>Whether the annotator should be flagged now.</returns>
    /// <remarks>O(1).</remarks>
    public abstract bool ShouldFlag(GoldTally tally);

    /// <summary>Moves the test by one answered gold; no history is needed.</summary>
    /// <param name="state">The state after the gold before; <c>default</c> before the first one.</param>
    /// <param name="isCorrect">Whether this gold was answered right, by <see cref="GoldScoring"/>.</param>
    /// <returns>The state after this gold, with the first flag or the first call for a review kept once there was one.</returns>
    /// <remarks>O(1).</remarks>
    public virtual GoldTestState Next(GoldTestState state, bool isCorrect)
    {
        var tally = state.Tally.Add(isCorrect);
        return new GoldTestState(
            tally, StatisticOf(tally), state.FirstFlag ?? (ShouldFlag(tally) ? tally.Golds : null), state.FirstReview);
    }

    /// <summary>Computes what the rule compares with its limit, for rules that need only the tally.</summary>
    /// <param name="tally">At least one gold.</param>
    /// <returns>A finite number.</returns>
    private protected virtual double StatisticOf(GoldTally tally) => 0;

    private static double Open(double share, string parameter) => share is > 0 and < 1
        ? share
        : throw new ArgumentOutOfRangeException(parameter, share, "A number between 0 and 1, both excluded.");

    private static double Below(double share, double good, string parameter) => Open(share, parameter) < good
        ? share
        : throw new ArgumentOutOfRangeException(parameter, share, $"The accuracy to notice lies below the accepted one, {good}.");

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
            tally.Golds >= MinGolds && StatisticOf(tally) < MinAccuracy;

        /// <summary>The share of right answers.</summary>
        private protected override double StatisticOf(GoldTally tally) => (double)tally.Correct / tally.Golds;
    }
}
