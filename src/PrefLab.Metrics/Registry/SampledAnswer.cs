namespace PrefLab.Metrics;

/// <summary>An answer of a <see cref="MetricSample"/>.</summary>
/// <param name="Comparison">Index of the comparison.</param>
/// <param name="Annotator">Index of the annotator.</param>
/// <param name="Answer">The answer in canonical order.</param>
/// <param name="LeftIsA">Whether response A was displayed on the left.</param>
/// <param name="Seconds">Seconds from shown to submitted, ≥ 0 and finite.</param>
public sealed record SampledAnswer(int Comparison, int Annotator, Preference Answer, bool LeftIsA, double Seconds);
