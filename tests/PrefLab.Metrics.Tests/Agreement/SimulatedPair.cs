using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace PrefLab.Metrics.Tests;

/// <summary>All comparisons that two annotators could both label, as exact probabilities of pairs of levels, and samples of them.</summary>
internal sealed class SimulatedPair
{
    private const double Units = 1e15;

    /// <summary>The levels of the truth, and those of the guesses of each annotator, who lean apart: Cohen's chance is not Scott's.</summary>
    private static readonly double[] Shares = [.2, .27, .1, .25, .18];
    private static readonly double[] First = [.3, .3, .1, .2, .1];
    private static readonly double[] Second = [.1, .2, .1, .3, .3];

    private readonly long[] cells;

    private SimulatedPair(IEnumerable<(double Weight, double[] First, double[] Second)> comparisons)
    {
        var joint = new double[Shares.Length * Shares.Length];
        foreach (var (weight, first, second) in comparisons)
        {
            for (var cell = 0; cell < joint.Length; cell++)
            {
                joint[cell] += weight * first[cell / Shares.Length] * second[cell % Shares.Length];
            }
        }

        cells = [.. joint.Select(probability => (long)(probability * Units))];
    }

    /// <summary>A label is the truth of the comparison, or else a guess: rare, large disagreements.</summary>
    /// <param name="weights">Of the kappa that is to have the value in the population.</param>
    /// <param name="value">The value, in (0, 1).</param>
    public static SimulatedPair OfGuesses(CategoryWeights weights, double value) => Find(weights, value, skill => new(
        Shares.Select((share, truth) => (share, Labels(First, truth, skill), Labels(Second, truth, skill)))));

    /// <summary>A label is a difference in quality, normal, seen with normal noise and cut into levels by each one's own limits: frequent, small disagreements.</summary>
    /// <param name="weights">Of the kappa that is to have the value in the population.</param>
    /// <param name="value">The value, in (0, 1).</param>
    public static SimulatedPair OfNoise(CategoryWeights weights, double value) => Find(weights, value, skill => new(
        Enumerable.Range(-60, 121).Select(step => step / 10.0).Select(quality =>
            (.1 * Normal.PDF(0, 1, quality), Levels(quality, skill, lean: -.005), Levels(quality, skill, lean: .005)))));

    /// <summary>Draws comparisons at random.</summary>
    public ContingencyTable Draw(long comparisons, SplitMix64 random) =>
        ContingencyTable.FromCounts(Shares.Length, Multinomial.Draw(comparisons, cells, random));

    /// <summary>Computes kappa of the whole population.</summary>
    public double Truth(CategoryWeights weights) => CohenKappa.Compute(ContingencyTable.FromCounts(Shares.Length, cells), weights).Value!.Value;

    private static SimulatedPair Find(CategoryWeights weights, double value, Func<double, SimulatedPair> ofSkill) =>
        ofSkill(Bisection.FindRoot(skill => ofSkill(skill).Truth(weights) - value, .01, .9999, 1e-6));

    private static double[] Labels(double[] guesses, int truth, double skill) =>
        [.. guesses.Select((guess, level) => ((1 - skill) * guess) + (level == truth ? skill : 0))];

    private static double[] Levels(double quality, double skill, double lean)
    {
        var noise = Math.Sqrt((1 / skill) - 1);
        double below = 0;
        double before = 0;
        return [.. Shares.Select((share, level) =>
        {
            below += share;
            var cut = level == Shares.Length - 1
                ? 1
                : Normal.CDF(quality, noise, Normal.InvCDF(0, Math.Sqrt(1 + (noise * noise)), below + lean));
            var mass = cut - before;
            before = cut;
            return mass;
        })];
    }
}
