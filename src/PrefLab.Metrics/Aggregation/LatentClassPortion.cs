namespace PrefLab.Metrics;

/// <summary>A run of comparisons with counts of its own, so that several can be worked on at once.</summary>
internal sealed class LatentClassPortion
{
    private const int LabelsPerPortion = 20_000;
    private const int MaxPortions = 16;

    private LatentClassPortion(int first, int end, int counts, int states)
    {
        First = first;
        End = end;
        Counts = new double[counts];
        StateCounts = new double[states];
    }

    public int First { get; }

    public int End { get; }

    public double[] Counts { get; }

    public double[] StateCounts { get; }

    public double LogLikelihood { get; set; }

    public double Change { get; set; }

    /// <summary>Cuts a table into portions of about as many comparisons each; how many depends on the labels alone.</summary>
    /// <param name="table">The labels.</param>
    /// <param name="counts">Length of <see cref="Counts"/>.</param>
    /// <param name="states">Length of <see cref="StateCounts"/>.</param>
    public static LatentClassPortion[] Cut(RatingTable table, int counts, int states)
    {
        var cut = new LatentClassPortion[Math.Clamp(table.Labels / LabelsPerPortion, 1, MaxPortions)];
        var first = 0;
        for (var i = 0; i < cut.Length; i++)
        {
            var end = (int)((long)table.Comparisons * (i + 1) / cut.Length);
            cut[i] = new LatentClassPortion(first, end, counts, states);
            first = end;
        }

        return cut;
    }

    public void Clear()
    {
        Array.Clear(Counts);
        Array.Clear(StateCounts);
        LogLikelihood = 0;
        Change = 0;
    }
}
