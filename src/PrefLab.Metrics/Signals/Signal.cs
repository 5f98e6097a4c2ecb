namespace PrefLab.Metrics;

/// <summary>Something conspicuous in an annotator's answers: evidence for people to look at, which never decides.</summary>
/// <param name="Kind">What was looked for.</param>
/// <param name="Value">What was found: a share in [0, 1], or the length of a run.</param>
/// <param name="Usual">What is expected of an honest annotator, in the same unit.</param>
/// <param name="FalsePositives">Probability that an honest annotator shows as much at one look, in [0, 1].</param>
/// <param name="Answers">Answers that were looked at, ≥ 1.</param>
public sealed record Signal(SignalKind Kind, double Value, double Usual, double FalsePositives, int Answers)
{
    /// <summary>The rate of false positives from which on a signal is worth a look: one honest annotator in a thousand, at each look.</summary>
    public const double Noticed = .001;

    /// <summary>Gets a value indicating whether the signal is worth a look.</summary>
    public bool IsNoticed => FalsePositives <= Noticed;
}
