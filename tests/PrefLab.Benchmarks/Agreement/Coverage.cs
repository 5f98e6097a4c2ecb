using System.Diagnostics;
using PrefLab.Metrics;
using PrefLab.Metrics.Tests;

namespace PrefLab.Benchmarks.Agreement;

/// <summary>How often 95 % intervals contain the truth, by simulation, and what they cost: the tables of docs/intervals.md.</summary>
internal static class Coverage
{
    private const int Samples = 1_000;
    private const int Replicates = 1_000;

    private static readonly AgreementCoefficient[] Coefficients =
        [AgreementCoefficient.AlphaOrdinal, AgreementCoefficient.AlphaNominal, AgreementCoefficient.FleissKappa];

    private static readonly (string Name, Func<AgreementCoefficient, double, SimulatedPopulation> Of)[] Populations =
    [
        ("guesses, 3 labels", (coefficient, value) => SimulatedPopulation.OfGuesses(coefficient, value, 3)),
        ("noise, 3 labels", (coefficient, value) => SimulatedPopulation.OfNoise(coefficient, value, 3)),
        ("guesses, 2 to 4 labels", (coefficient, value) => SimulatedPopulation.OfGuesses(coefficient, value, 2, 3, 4)),
    ];

    /// <returns>0 when every default interval covers 93 to 97 % and 2,000 replicates of all coefficients take at most .2 s.</returns>
    public static int Run()
    {
        var outside = 0;
        Console.WriteLine("| population | coefficient | value | comparisons | default (BCa) | truth below, above | percentile |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, of) in Populations)
        {
            foreach (var coefficient in Coefficients)
            {
                foreach (var value in (double[])[.3, .6, .9])
                {
                    var population = of(coefficient, value);
                    foreach (var comparisons in (int[])[100, 500, 5_000])
                    {
                        outside += Row(name, coefficient, value, comparisons, population);
                    }
                }
            }
        }

        Console.WriteLine($"{outside} of {Populations.Length * Coefficients.Length * 9} cells outside 93 to 97 %.");
        return outside + Speed();
    }

    private static int Row(string name, AgreementCoefficient coefficient, double value, int comparisons, SimulatedPopulation population)
    {
        var truth = population.Truth(coefficient);
        var bca = CoverageSimulation.Run(truth, Samples, seed: 17, (random, seed) =>
            ComparisonBootstrap.Bca(population.Draw(comparisons, random), coefficient, Replicates, .95, seed));
        var percentile = CoverageSimulation.Run(truth, Samples, seed: 17, (random, seed) =>
            ComparisonBootstrap.Percentile(population.Draw(comparisons, random), coefficient, Replicates, .95, seed));
        Console.WriteLine($"| {name} | {coefficient.Id} | {value:.0} | {comparisons} | {100 * bca.Covered:0.0} % | {bca.Below}, {bca.Above} | {100 * percentile.Covered:0.0} % |");
        return bca.Undefined > 0 || bca.Covered is < .93 or > .97 ? 1 : 0;
    }

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
