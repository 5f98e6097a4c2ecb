using System.Runtime.InteropServices;

namespace PrefLab.Metrics;

/// <summary>Agreement of single annotators: with each other, and each with all others.</summary>
public static class AnnotatorAgreement
{
    /// <summary>Counts for every two annotators who share a comparison how many they share and on how many they agree.</summary>
    /// <param name="table">All labels; of a repeated label the first counts. Project it first to compare directions.</param>
    /// <returns>The entries above the diagonal with at least one comparison, by first and then second annotator; the matrix is symmetric.</returns>
    /// <remarks>O(Σ m²) for comparisons of m labels, and sorting; memory follows the pairs that there are, not W².</remarks>
    public static IReadOnlyList<AnnotatorPair> Matrix(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var counts = new Dictionary<(int First, int Second), (long Comparisons, long Agreeing)>();
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var annotators = table.AnnotatorsOf(comparison);
            var labels = table.LabelsOf(comparison);
            for (var i = 0; i < labels.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (annotators[i] == annotators[j] || annotators[..i].Contains(annotators[i]) || annotators[..j].Contains(annotators[j]))
                    {
                        continue;
                    }

                    var key = (Math.Min(annotators[i], annotators[j]), Math.Max(annotators[i], annotators[j]));
                    ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
                    count = (count.Comparisons + 1, count.Agreeing + (labels[i] == labels[j] ? 1 : 0));
                }
            }
        }

        return
        [
            .. counts.OrderBy(pair => pair.Key).Select(pair => new AnnotatorPair(pair.Key.First, pair.Key.Second, pair.Value.Comparisons, pair.Value.Agreeing)),
        ];
    }

    /// <summary>Computes for every annotator the agreement with all others on the comparisons that they share.</summary>
    /// <param name="table">All labels. Project it first to compare directions.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <returns>
    /// W intervals: the mean over an annotator's labels of the mean weight against the labels of others on the same comparison, in [0, 1], with
    /// Wilson's interval, which is safe for shares as they vary less than yes and no. Undefined for those who share no comparison.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0, 1).</exception>
    /// <remarks>O(Σ m²) for comparisons of m labels. An annotator's own labels never count as others'.</remarks>
    public static IReadOnlyList<Interval> LeaveOneOut(RatingTable table, CategoryWeights weights, double confidence)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowIfNotFor(table.Categories);
        Interval.ThrowIfNotConfidence(confidence);
        var sums = new double[table.Annotators];
        var shared = new long[table.Annotators];
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var annotators = table.AnnotatorsOf(comparison);
            var labels = table.LabelsOf(comparison);
            for (var i = 0; i < labels.Length; i++)
            {
                var (agreement, others) = (0.0, 0);
                for (var j = 0; j < labels.Length; j++)
                {
                    if (annotators[j] != annotators[i])
                    {
                        agreement += weights[labels[i], labels[j]];
                        others++;
                    }
                }

                if (others > 0)
                {
                    sums[annotators[i]] += agreement / others;
                    shared[annotators[i]]++;
                }
            }
        }

        return [.. sums.Zip(shared, (sum, total) => total == 0
            ? Interval.Undefined(Undefined.NothingShared, confidence, Undefined.NothingShared.Reason!)
            : WilsonInterval.OfShare(sum / total, total, confidence))];
    }
}
