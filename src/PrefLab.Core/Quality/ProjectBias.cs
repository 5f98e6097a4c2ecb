using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>What people in a project prefer beside quality: a side, and length.</summary>
/// <param name="Left">Share of answers for the left response among those that are no ties; over annotators. Sides are drawn at random, so .5 is expected.</param>
/// <param name="Lengths">Share of labels for the longer response among those that are no ties, by how much longer it is; over comparisons.</param>
public sealed record ProjectBias(Interval Left, int Annotators, IReadOnlyList<ProjectBias.Band> Lengths)
{
    private const double Confidence = .95;

    private static readonly double[] Bounds = [1.1, 1.5, 2, double.PositiveInfinity];

    /// <param name="From">The longer response has more than so many times the other's bytes.</param>
    /// <param name="To">And at most so many times; infinite in the last band.</param>
    /// <param name="Labels">Labels that are no ties.</param>
    public sealed record Band(double From, double To, Interval Longer, int Comparisons, int Labels);

    internal static ProjectBias Of(IReadOnlyList<(int Left, int Right)> annotators, IReadOnlyList<ComparedLengths> comparisons)
    {
        var bands = new List<Band>();
        var from = 1.0;
        foreach (var to in Bounds)
        {
            var inside = comparisons.Where(it => it.Ratio > from && it.Ratio <= to).ToList();
            bands.Add(new Band(
                from, to, ClusteredShare.Of([.. inside.Select(it => it.ForLonger)], [.. inside.Select(it => it.Labels)], Confidence), inside.Count,
                inside.Sum(it => it.Labels)));
            from = to;
        }

        return new ProjectBias(
            ClusteredShare.Of([.. annotators.Select(it => it.Left)], [.. annotators.Select(it => it.Left + it.Right)], Confidence), annotators.Count, bands);
    }
}

/// <param name="A">Bytes of response A.</param>
/// <param name="ForA">Labels that prefer it.</param>
internal readonly record struct ComparedLengths(int A, int B, int ForA, int ForB)
{
    public double Ratio => Math.Min(A, B) is var shorter && shorter > 0 ? (double)Math.Max(A, B) / shorter : double.MaxValue;

    public int ForLonger => A > B ? ForA : ForB;

    public int Labels => ForA + ForB;
}
