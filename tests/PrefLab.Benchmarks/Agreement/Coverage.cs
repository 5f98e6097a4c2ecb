using System.Diagnostics;
using System.Globalization;
using PrefLab.Metrics;
using PrefLab.Metrics.Tests;

namespace PrefLab.Benchmarks.Agreement;

/// <summary>How often 95 % intervals contain the truth, by simulation, and what they cost: the tables of docs/intervals.md.</summary>
internal static class Coverage
{
    private const int Samples = 2_000;

    /// <summary>A quarter of what is usual, which makes limits rather less certain than more.</summary>
    private const int Replicates = 500;

    private static readonly double[] Values = [.3, .6, .9];

    private static readonly int[] Sizes = [100, 500, 5_000];

    private static readonly AgreementCoefficient[] Coefficients =
        [AgreementCoefficient.AlphaOrdinal, AgreementCoefficient.AlphaNominal, AgreementCoefficient.FleissKappa];

    private static readonly (string Name, Func<AgreementCoefficient, double, SimulatedPopulation> Of)[] Populations =
    [
        ("guesses, 3 labels", (coefficient, value) => SimulatedPopulation.OfGuesses(coefficient, value, 3)),
        ("noise, 3 labels", (coefficient, value) => SimulatedPopulation.OfNoise(coefficient, value, 3)),
        ("guesses, 2 to 4 labels", (coefficient, value) => SimulatedPopulation.OfGuesses(coefficient, value, 2, 3, 4)),
    ];

    private static readonly (string Name, CategoryWeights Weights)[] Kappas =
        [("cohen_kappa", CategoryWeights.Identity(5)), ("cohen_kappa_quadratic", CategoryWeights.Quadratic(5))];

    private static readonly (string Name, Func<CategoryWeights, double, SimulatedPair> Of)[] Pairs =
        [("guesses, two annotators", SimulatedPair.OfGuesses), ("noise, two annotators", SimulatedPair.OfNoise)];

    /// <returns>0 when every default interval covers 93 to 97 % and 2,000 replicates of all coefficients take at most .2 s.</returns>
    public static int Run()
    {
        var watch = Stopwatch.StartNew();
        Func<(string Text, int Outside)>[] rows = [.. TwoAnnotators(), .. ManyAnnotators()];
        Console.WriteLine("| population | coefficient | value | 100 comparisons | 500 | 5,000 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var outside = 0;
        foreach (var (text, misses) in rows.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(row => row()))
        {
            Console.WriteLine(text);
            outside += misses;
        }

        Console.WriteLine($"{outside} of {rows.Length * Sizes.Length} cells outside 93 to 97 %; {watch.Elapsed.TotalMinutes:0.0} minutes.");
        return outside + Speed();
    }

    private static IEnumerable<Func<(string Text, int Outside)>> ManyAnnotators() =>
        from population in Populations
        from coefficient in Coefficients
        from value in Values
        select (Func<(string, int)>)(() =>
        {
            var drawn = population.Of(coefficient, value);
            var truth = drawn.Truth(coefficient);
            return Row($"{population.Name} | {coefficient.Id} | {Text(value)}", truth, (comparisons, random, seed) =>
                ComparisonBootstrap.Bca(drawn.Draw(comparisons, random), coefficient, Replicates, .95, seed));
        });

    private static IEnumerable<Func<(string Text, int Outside)>> TwoAnnotators() =>
        from pair in Pairs
        from kappa in Kappas
        from value in Values
        select (Func<(string, int)>)(() =>
        {
            var drawn = pair.Of(kappa.Weights, value);
            var truth = drawn.Truth(kappa.Weights);
            return Row($"{pair.Name} | {kappa.Name} | {Text(value)}", truth, (comparisons, random, seed) =>
                CohenKappa.Bca(drawn.Draw(comparisons, random), kappa.Weights, Replicates, .95, seed));
        });

    /// <param name="name">Names the row; with the number of comparisons it makes the seed.</param>
    /// <param name="truth">The value in the population.</param>
    /// <param name="interval">Draws so many comparisons and makes the interval.</param>
    private static (string Text, int Outside) Row(string name, double truth, Func<int, SplitMix64, ulong, Interval> interval)
    {
        var cells = Sizes.Select(comparisons => CoverageSimulation.Run(
            truth, Samples, SeedOf.Name($"{name} | {comparisons}"), (random, seed) => interval(comparisons, random, seed))).ToArray();

        // A sample where all agree has no interval, and counts as one that does not contain the truth.
        double[] covered = [.. cells.Select(cell => cell.Covered * (Samples - cell.Undefined) / Samples)];
        var text = covered.Select(share => (100 * share).ToString("0.0", CultureInfo.InvariantCulture));
        return ($"| {name} | {string.Join(" | ", text)} |", covered.Count(share => share is < .93 or > .97));
    }

    private static string Text(double value) => value.ToString(".0", CultureInfo.InvariantCulture);

    private static int Speed()
    {
        var slow = 0;
        foreach (var comparisons in (long[])[1_000, 1_000_000, 100_000_000])
        {
            var histogram = SimulatedPopulation.OfGuesses(AgreementCoefficient.AlphaOrdinal, .5, 2, 3, 4).Draw(comparisons, new SplitMix64(1));
            var best = Enumerable.Range(0, 5).Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                ComparisonBootstrap.Bca(histogram, AgreementCoefficient.All, 2_000, .95, seed: 1);
                return watch.Elapsed;
            });
            Console.WriteLine($"2,000 replicates of {AgreementCoefficient.All.Count} coefficients, {comparisons:N0} comparisons, {histogram.PatternTotal} patterns: {best.TotalSeconds:0.000} s");
            slow += best.TotalSeconds > .2 ? 1 : 0;
        }

        return slow;
    }
}
