using System.Text.Json.Serialization;

namespace PrefLab.Metrics;

/// <summary>All that a <see cref="PeerTest"/> remembers of an annotator; immutable, a few numbers, and JSON as it stands.</summary>
/// <remarks><c>default</c> is the state before the first answer.</remarks>
public readonly record struct PeerTestState
{
    /// <summary>Initializes a new instance of the <see cref="PeerTestState"/> struct.</summary>
    /// <param name="answers">Answers judged, golds and comparisons, ≥ 0.</param>
    /// <param name="forA">Answers with direction A, in [0, <paramref name="answers"/>].</param>
    /// <param name="forB">Answers with direction B; the rest are ties.</param>
    /// <param name="forLeft">Answers for the response displayed on the left, in [0, forA + forB].</param>
    /// <param name="honest">Log-likelihood of the directions of the answers that are no ties from an honest annotator, nats, ≤ 0.</param>
    /// <param name="ties">Log of the evidence from the use of ties, nats.</param>
    /// <param name="firstFlag">Number of the answer, from 1, after which the test first flagged; null when it has not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    [JsonConstructor]
    public PeerTestState(int answers, int forA, int forB, int forLeft, double honest, double ties, int? firstFlag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(forA);
        ArgumentOutOfRangeException.ThrowIfNegative(forB);
        ArgumentOutOfRangeException.ThrowIfNegative(forLeft);
        ArgumentOutOfRangeException.ThrowIfLessThan(answers, checked(forA + forB));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(forLeft, forA + forB);
        if (!double.IsFinite(honest) || honest > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(honest), honest, "The logarithm of a probability.");
        }

        if (!double.IsFinite(ties))
        {
            throw new ArgumentOutOfRangeException(nameof(ties), ties, "Evidence is finite.");
        }

        if (firstFlag < 1 || firstFlag > answers)
        {
            throw new ArgumentOutOfRangeException(nameof(firstFlag), firstFlag, $"One of the {answers} answers, numbered from 1.");
        }

        (Answers, ForA, ForB, ForLeft, Honest, Ties, FirstFlag) = (answers, forA, forB, forLeft, honest, ties, firstFlag);
    }

    /// <summary>Gets the number of answers judged, golds and comparisons, ≥ 0.</summary>
    public int Answers { get; }

    /// <summary>Gets the number of answers with direction A.</summary>
    public int ForA { get; }

    /// <summary>Gets the number of answers with direction B; those in neither are ties.</summary>
    public int ForB { get; }

    /// <summary>Gets the number of answers for the response displayed on the left.</summary>
    public int ForLeft { get; }

    /// <summary>Gets the log-likelihood of the directions of the answers that are no ties from an honest annotator, nats, ≤ 0.</summary>
    public double Honest { get; }

    /// <summary>Gets the log of the evidence from the use of ties, nats.</summary>
    public double Ties { get; }

    /// <summary>Gets the number of the answer, from 1, after which the test first flagged; null when it has not.</summary>
    public int? FirstFlag { get; }
}
