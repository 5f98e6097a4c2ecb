namespace PrefLab.Metrics;

/// <summary>How often two annotators gave the same label: one entry of the symmetric matrix annotator × annotator.</summary>
/// <param name="First">Index of one annotator.</param>
/// <param name="Second">Index of the other, above <paramref name="First"/>.</param>
/// <param name="Comparisons">Comparisons that both labelled, ≥ 1.</param>
/// <param name="Agreeing">Those with the same label, in [0, <paramref name="Comparisons"/>].</param>
public readonly record struct AnnotatorPair(int First, int Second, long Comparisons, long Agreeing)
{
    /// <summary>Computes the share of agreeing comparisons with Wilson's interval.</summary>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <returns>A share in [0, 1] with limits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0, 1).</exception>
    /// <remarks>O(1).</remarks>
    public Interval Agreement(double confidence) => WilsonInterval.Of(Agreeing, Comparisons, confidence);
}
