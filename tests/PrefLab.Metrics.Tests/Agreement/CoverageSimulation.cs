namespace PrefLab.Metrics.Tests;

/// <summary>How often intervals contain the truth, over many samples of a population.</summary>
/// <param name="Below">Samples where the truth lies below the interval.</param>
/// <param name="Above">Samples where the truth lies above it.</param>
/// <param name="Undefined">Samples without an interval.</param>
/// <param name="Samples">All samples.</param>
/// <param name="MeanWidth">Mean width of the intervals that there are.</param>
internal sealed record CoverageSimulation(int Below, int Above, int Undefined, int Samples, double MeanWidth)
{
    /// <summary>Gets the share of intervals, where there are any, that contain the truth.</summary>
    public double Covered => 1 - ((Below + Above) / (double)(Samples - Undefined));

    public static CoverageSimulation Run(double truth, int samples, ulong seed, Func<SplitMix64, ulong, Interval> draw)
    {
        var random = new SplitMix64(seed);
        var (below, above, undefined, width) = (0, 0, 0, 0.0);
        for (var sample = 0; sample < samples; sample++)
        {
            var interval = draw(random, random.Next());
            below += truth < interval.Lower ? 1 : 0;
            above += truth > interval.Upper ? 1 : 0;
            undefined += interval.IsDefined ? 0 : 1;
            width += interval.Upper - interval.Lower ?? 0;
        }

        return new CoverageSimulation(below, above, undefined, samples, width / Math.Max(1, samples - undefined));
    }
}
