namespace PrefLab.Metrics;

/// <content>The sequential probability ratio test.</content>
public abstract partial record QualityRule
{
    /// <summary>
    /// Flags when the answers are 1/α times as likely from somebody who is right with probability p1 as from somebody right with p0. However
    /// long it looks, it flags at most a share α of those who are right at least as often as p0; it never accepts anybody for good.
    /// </summary>
    /// <param name="P0">Accuracy that is accepted, in (0, 1).</param>
    /// <param name="P1">Accuracy to be noticed, in (0, <paramref name="P0"/>).</param>
    /// <param name="Alpha">Greatest probability ever to flag at accuracy p0 or above, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <remarks>
    /// The accepting boundary of Wald's test is at minus infinity. Wald (1945), https://doi.org/10.1214/aoms/1177731118, section 3; the
    /// bound on α at every length is Ville's inequality. With the default numbers .63 % are flagged at .80, .06 % at .85; a five-level
    /// random clicker (right direction 40 %) after 14.3 golds in the mean, a coin after 22.8.
    /// </remarks>
    public sealed record Sprt(double P0 = .80, double P1 = .50, double Alpha = .01) : QualityRule
    {
        private readonly double right = Math.Log(P1 / P0);
        private readonly double wrong = Math.Log((1 - P1) / (1 - P0));
        private readonly double limit = -Math.Log(Alpha);

        /// <summary>Gets the accuracy that is accepted, in (0, 1).</summary>
        public double P0 { get; } = Open(P0, nameof(P0));

        /// <summary>Gets the accuracy to be noticed, in (0, <see cref="P0"/>).</summary>
        public double P1 { get; } = Below(P1, P0, nameof(P1));

        /// <summary>Gets the greatest probability ever to flag at accuracy <see cref="P0"/> or above, in (0, 1).</summary>
        public double Alpha { get; } = Open(Alpha, nameof(Alpha));

        /// <summary>Computes the logarithm of the likelihood of the answers at p1 over that at p0.</summary>
        /// <param name="tally">The golds of the test; their order does not matter.</param>
        /// <returns>Nats, finite; 0 before the first gold; rises with every wrong answer and falls with every right one.</returns>
        /// <remarks>O(1).</remarks>
        public double LogLikelihoodRatio(GoldTally tally) => (tally.Correct * right) + ((tally.Golds - tally.Correct) * wrong);

        /// <inheritdoc/>
        public override bool ShouldFlag(GoldTally tally) => LogLikelihoodRatio(tally) >= limit;

        /// <inheritdoc/>
        private protected override double StatisticOf(GoldTally tally) => LogLikelihoodRatio(tally);
    }
}
