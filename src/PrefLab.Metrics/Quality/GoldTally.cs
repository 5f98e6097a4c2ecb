using System.Text.Json.Serialization;

namespace PrefLab.Metrics;

/// <summary>What a quality rule looks at: how many golds an annotator has answered, and how many of them right.</summary>
public readonly record struct GoldTally
{
    /// <summary>Initializes a new instance of the <see cref="GoldTally"/> struct.</summary>
    /// <param name="golds">Golds answered since the test began, ≥ 0.</param>
    /// <param name="correct">Those answered right by <see cref="GoldScoring"/>, in [0, <paramref name="golds"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    [JsonConstructor]
    public GoldTally(int golds, int correct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(golds);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, golds);
        Golds = golds;
        Correct = correct;
    }

    /// <summary>Gets the number of golds answered, ≥ 0.</summary>
    public int Golds { get; }

    /// <summary>Gets the number of golds answered right, in [0, <see cref="Golds"/>].</summary>
    public int Correct { get; }

    /// <summary>Adds one answered gold.</summary>
    /// <param name="isCorrect">Whether it was answered right.</param>
    /// <returns>A new tally.</returns>
    public GoldTally Add(bool isCorrect) => new(Golds + 1, Correct + (isCorrect ? 1 : 0));
}
