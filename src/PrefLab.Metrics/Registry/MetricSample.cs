using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>All that metrics look at in a small project, so that each <see cref="Metric"/> can be computed of the same thing.</summary>
/// <remarks>Immutable.</remarks>
public sealed class MetricSample
{
    /// <summary>Initializes a new instance of the <see cref="MetricSample"/> class.</summary>
    /// <param name="annotators">Number of annotators, W ≥ 0.</param>
    /// <param name="models">Number of source models, M ≥ 2.</param>
    /// <param name="comparisons">The comparisons, golds among them; N ≥ 0.</param>
    /// <param name="answers">The answers in the order in which they were given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number or an index is outside its range; the message names it.</exception>
    /// <remarks>O(R + N).</remarks>
    public MetricSample(int annotators, int models, IEnumerable<SampledComparison> comparisons, IEnumerable<SampledAnswer> answers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 2);
        (Models, Comparisons, Answers) = (models, [.. comparisons], [.. answers]);
        Table = RatingTable.FromColumns(
            [.. Answers.Select(one => one.Comparison)],
            [.. Answers.Select(one => one.Annotator)],
            [.. Answers.Select(one => (int)one.Answer)],
            Comparisons.Length, annotators, PreferenceLevels.Count);
        Histogram = Table.ToHistogram();
    }

    /// <summary>Gets the number of source models, M ≥ 2.</summary>
    public int Models { get; }

    /// <summary>Gets the comparisons, golds among them.</summary>
    public ImmutableArray<SampledComparison> Comparisons { get; }

    /// <summary>Gets the answers in the order in which they were given.</summary>
    public ImmutableArray<SampledAnswer> Answers { get; }

    /// <summary>Gets the answers over the five levels; W is its number of annotators.</summary>
    public RatingTable Table { get; }

    /// <summary>Gets the label-count patterns of <see cref="Table"/>.</summary>
    internal PatternHistogram Histogram { get; }

    /// <summary>Computes something of the answers of each annotator.</summary>
    internal IReadOnlyList<Estimate> OfAnnotators(Func<SampledAnswer[], Estimate> compute)
    {
        var own = Answers.ToLookup(one => one.Annotator);
        return [.. Enumerable.Range(0, Table.Annotators).Select(annotator => compute([.. own[annotator]]))];
    }

    /// <summary>Lists for each answer to a gold whether it was right.</summary>
    internal IEnumerable<bool> Outcomes(IEnumerable<SampledAnswer> answers) =>
        from answer in answers
        let gold = Comparisons[answer.Comparison].Gold
        where gold is not null
        select GoldScoring.IsCorrect(answer.Answer, gold.Value);

    /// <summary>Counts answers to golds.</summary>
    internal GoldTally Tally(IEnumerable<SampledAnswer> answers) =>
        Outcomes(answers).Aggregate(default(GoldTally), (tally, isCorrect) => tally.Add(isCorrect));
}
