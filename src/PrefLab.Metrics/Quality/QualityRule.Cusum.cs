namespace PrefLab.Metrics;

/// <content>The cumulative sum.</content>
public abstract partial record QualityRule
{
    /// <summary>
    /// Notices that a good annotator has turned bad, which a test over the whole past notices late. As it forgets, its false alarms add up
    /// over a long career: it calls for a review, and never flags.
    /// </summary>
    /// <param name="P0">Accuracy before the change, in (0, 1).</param>
    /// <param name="P1">Accuracy after the change, in (0, <paramref name="P0"/>).</param>
    /// <param name="Threshold">Height of the sum at which to review, in nats, &gt; 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    /// <remarks>
    /// S = max(0, S + log-likelihood ratio of the answer at p1 over p0), review at S ≥ h; the sum begins anew after the review, from
    /// <c>default</c>. Page (1954), https://doi.org/10.1093/biomet/41.1-2.100; Lorden (1971), https://doi.org/10.1214/aoms/1177693055.
    /// </remarks>
    public sealed record Cusum(double P0 = .80, double P1 = .50, double Threshold = 5) : QualityRule
    {
        private readonly double right = Math.Log(P1 / P0);
        private readonly double wrong = Math.Log((1 - P1) / (1 - P0));

        /// <summary>Gets the accuracy before the change, in (0, 1).</summary>
        public double P0 { get; } = Open(P0, nameof(P0));

        /// <summary>Gets the accuracy after the change, in (0, <see cref="P0"/>).</summary>
        public double P1 { get; } = Below(P1, P0, nameof(P1));

        /// <summary>Gets the height of the sum at which to review, in nats, &gt; 0 and finite.</summary>
        public double Threshold { get; } = Threshold is > 0 and < double.PositiveInfinity
            ? Threshold
            : throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "A threshold is above 0 and finite.");

        /// <summary>Says no: a change calls for a review, and cannot be read from a tally.</summary>
        /// <param name="tally">Any tally.</param>
        /// <returns>False.</returns>
        public override bool ShouldFlag(GoldTally tally) => false;

        /// <inheritdoc/>
        public override GoldTestState Next(GoldTestState state, bool isCorrect)
        {
            var tally = state.Tally.Add(isCorrect);
            var sum = Math.Max(0, state.Statistic + Step(isCorrect));
            return new GoldTestState(tally, sum, state.FirstFlag, state.FirstReview ?? (sum >= Threshold ? tally.Golds : null));
        }

        /// <summary>Gets what one answer adds to the sum, in nats.</summary>
        /// <param name="isCorrect">Whether the gold was answered right.</param>
        /// <returns>A negative number for a right answer, a positive one for a wrong one.</returns>
        internal double Step(bool isCorrect) => isCorrect ? right : wrong;
    }
}
