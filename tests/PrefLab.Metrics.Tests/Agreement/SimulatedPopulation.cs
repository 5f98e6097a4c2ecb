using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace PrefLab.Metrics.Tests;

/// <summary>All comparisons that there could be, as exact probabilities of label-count patterns over five levels, and samples of them.</summary>
internal sealed class SimulatedPopulation
{
    private static readonly double[] Shares = [.2, .27, .1, .25, .18];

    private readonly List<(int[] Labels, double Probability)> patterns;

    private SimulatedPopulation(IEnumerable<(double Weight, double[] Levels)> comparisons, int[] sizes)
    {
        var probabilities = new Dictionary<string, (int[] Labels, double Probability)>(StringComparer.Ordinal);
        foreach (var (weight, levels) in comparisons)
        {
            foreach (var labels in sizes.SelectMany(size => PatternsOf(size, levels.Length)))
            {
                var key = string.Join(',', labels);
                var probability = weight / sizes.Length * Multinomial(labels, levels);
                probabilities[key] = (labels, probability + (probabilities.TryGetValue(key, out var before) ? before.Probability : 0));
            }
        }

        patterns = [.. probabilities.Values];
    }

    /// <summary>A label is the truth of the comparison, or else a guess by the shares of the levels: rare, large disagreements.</summary>
    /// <param name="coefficient">What is to have the value in the population.</param>
    /// <param name="value">The value, in (0, 1).</param>
    /// <param name="sizes">Labels a comparison, each as frequent.</param>
    public static SimulatedPopulation OfGuesses(AgreementCoefficient coefficient, double value, params int[] sizes) => Find(coefficient, value, skill => new(
        Shares.Select((share, truth) => (share, Shares.Select((guess, level) => ((1 - skill) * guess) + (level == truth ? skill : 0)).ToArray())),
        sizes));

    /// <summary>A label is a difference in quality, normal, seen with normal noise and cut into levels: frequent, small disagreements.</summary>
    /// <param name="coefficient">What is to have the value in the population.</param>
    /// <param name="value">The value, in (0, 1).</param>
    /// <param name="sizes">Labels a comparison, each as frequent.</param>
    public static SimulatedPopulation OfNoise(AgreementCoefficient coefficient, double value, params int[] sizes) => Find(coefficient, value, skill => new(
        Enumerable.Range(-60, 121).Select(step => (.1 * Normal.PDF(0, 1, step / 10.0), Levels(step / 10.0, Math.Sqrt((1 / skill) - 1)))),
        sizes));

    /// <summary>Draws comparisons at random.</summary>
    public PatternHistogram Draw(long comparisons, SplitMix64 random)
    {
        var rows = new List<PatternCount>();
        double left = 1;
        foreach (var (labels, probability) in patterns)
        {
            var drawn = Metrics.Multinomial.Binomial(comparisons, Math.Clamp(probability / left, 0, 1), random);
            rows.Add(new PatternCount([.. labels], drawn));
            comparisons -= drawn;
            left = Math.Max(left - probability, 1e-300);
        }

        rows.Add(new PatternCount([.. patterns[^1].Labels], comparisons));
        return PatternHistogram.FromPatterns(Shares.Length, rows);
    }

    /// <summary>Computes a coefficient of the whole population.</summary>
    public double Truth(AgreementCoefficient coefficient) => coefficient.Compute(PatternHistogram.FromPatterns(
        Shares.Length, patterns.Select(pattern => new PatternCount([.. pattern.Labels], (long)(pattern.Probability * 1e13))))).Value!.Value;

    private static SimulatedPopulation Find(AgreementCoefficient coefficient, double value, Func<double, SimulatedPopulation> ofSkill) =>
        ofSkill(Bisection.FindRoot(skill => ofSkill(skill).Truth(coefficient) - value, .01, .9999, 1e-6));

    private static double[] Levels(double quality, double noise)
    {
        double below = 0;
        var cumulative = 0.0;
        return [.. Shares.Select((share, level) =>
        {
            below += share;
            var cut = level == Shares.Length - 1 ? 1 : Normal.CDF(quality, noise, Normal.InvCDF(0, Math.Sqrt(1 + (noise * noise)), Math.Min(below, .999999)));
            var mass = cut - cumulative;
            cumulative = cut;
            return mass;
        })];
    }

    private static IEnumerable<int[]> PatternsOf(int labels, int levels) => levels == 1
        ? [[labels]]
        : Enumerable.Range(0, labels + 1).SelectMany(first => PatternsOf(labels - first, levels - 1).Select(rest => (int[])[first, .. rest]));

    private static double Multinomial(int[] labels, double[] levels)
    {
        double probability = 1;
        var placed = 0;
        for (var level = 0; level < labels.Length; level++)
        {
            for (var i = 1; i <= labels[level]; i++)
            {
                probability *= levels[level] * ++placed / i;
            }
        }

        return probability;
    }
}
