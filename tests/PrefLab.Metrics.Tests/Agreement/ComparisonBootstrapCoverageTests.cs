namespace PrefLab.Metrics.Tests;

/// <summary>A short version of the benchmark `coverage`, whose table is in docs/intervals.md.</summary>
public sealed class ComparisonBootstrapCoverageTests
{
    [Theory]
    [InlineData("alpha_ordinal", .3, 100)]
    [InlineData("alpha_nominal", .6, 100)]
    [InlineData("fleiss_kappa", .9, 100)]
    [InlineData("alpha_ordinal", .9, 500)]
    public void Bca_ThousandSamples_ContainsTheTruthAsOftenAsItSays(string id, double value, int comparisons)
    {
        var coefficient = AgreementCoefficient.Find(id)!;
        var population = SimulatedPopulation.OfGuesses(coefficient, value, 3);

        var coverage = CoverageSimulation.Run(population.Truth(coefficient), samples: 1_000, seed: 11, (random, seed) =>
            ComparisonBootstrap.Bca(population.Draw(comparisons, random), coefficient, 400, .95, seed));

        Assert.Equal(value, population.Truth(coefficient), 1e-5);
        Assert.Equal(0, coverage.Undefined);
        Assert.InRange(coverage.Covered, .93, .97);
    }
}
