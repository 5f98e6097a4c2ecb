namespace PrefLab.Metrics;

/// <summary>What is known of a comparison's true direction without the answer that is being judged: three probabilities that add up to 1.</summary>
public readonly record struct TruthBelief
{
    /// <summary>
    /// The accuracy that <see cref="FromPeers"/> supposes in other people: that of somebody barely good enough, so that a belief is rather too weak
    /// than too strong, which costs delay and not honest annotators.
    /// </summary>
    public const double PeerAccuracy = .80;

    private const double TieShare = .20;

    private const double Tolerance = 1e-6;

    /// <summary>Initializes a new instance of the <see cref="TruthBelief"/> struct from the posterior of any aggregation.</summary>
    /// <param name="a">Probability that A is better, in [0, 1].</param>
    /// <param name="tie">Probability that neither is better, in [0, 1].</param>
    /// <param name="b">Probability that B is better, in [0, 1]; the three add up to 1 within 1e-6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside its range.</exception>
    /// <exception cref="ArgumentException">They do not add up to 1.</exception>
    public TruthBelief(double a, double tie, double b)
    {
        A = Probability(a, nameof(a));
        Tie = Probability(tie, nameof(tie));
        B = Probability(b, nameof(b));
        if (Math.Abs(a + tie + b - 1) > Tolerance)
        {
            throw new ArgumentException($"The probabilities add up to {a + tie + b}, not to 1.", nameof(b));
        }
    }

    /// <summary>Gets the probability that A is better, in [0, 1].</summary>
    public double A { get; }

    /// <summary>Gets the probability that neither is better, in [0, 1].</summary>
    public double Tie { get; }

    /// <summary>Gets the probability that B is better, in [0, 1].</summary>
    public double B { get; }

    /// <summary>States a truth that is known, that of a gold.</summary>
    /// <param name="truth">The direction of the gold's known preference.</param>
    /// <returns>All probability on it.</returns>
    public static TruthBelief Known(Direction truth) => truth switch
    {
        Direction.A => new(1, 0, 0),
        Direction.Tie => new(0, 1, 0),
        Direction.B => new(0, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(truth), truth, "A, tie or B."),
    };

    /// <summary>Infers the truth of an ordinary comparison from the labels of others; the annotator's own label is left out.</summary>
    /// <param name="a">Labels of others with direction A, ≥ 0.</param>
    /// <param name="tie">Labels of others that are ties, ≥ 0.</param>
    /// <param name="b">Labels of others with direction B, ≥ 0.</param>
    /// <returns>
    /// The posterior when each label has the true direction with probability <see cref="PeerAccuracy"/> and else either other one, and one
    /// comparison in five is a true tie; with no labels that prior, which tells a constant from an honest annotator and nobody else.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <remarks>O(1). One-coin model, Bayes' rule; a posterior by Dawid and Skene without the annotator may be used instead.</remarks>
    public static TruthBelief FromPeers(int a, int tie, int b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegative(tie);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        const double Odds = PeerAccuracy / ((1 - PeerAccuracy) / 2);
        var most = Math.Max(a, Math.Max(tie, b));
        var forA = (1 - TieShare) / 2 * Math.Pow(Odds, a - most);
        var forTie = TieShare * Math.Pow(Odds, tie - most);
        var forB = (1 - TieShare) / 2 * Math.Pow(Odds, b - most);
        var all = forA + forTie + forB;
        return new TruthBelief(forA / all, forTie / all, forB / all);
    }

    private static double Probability(double value, string parameter) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, "A probability lies between 0 and 1.");
}
