namespace PrefLab.Metrics.Tests;

public sealed class CategoryWeightsTests
{
    [Fact]
    public void Factories_ThreeCategories_GiveTheDefinitions()
    {
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], All(CategoryWeights.Identity(3)));
        Assert.Equal([1, .5, 0, .5, 1, .5, 0, .5, 1], All(CategoryWeights.Linear(3)));
        Assert.Equal([1, .75, 0, .75, 1, .75, 0, .75, 1], All(CategoryWeights.Quadratic(3)));
        Assert.Equal([1, .5, .75, .5, 1, 0, .75, 0, 1], All(CategoryWeights.FromDisagreements(3, [0, 2, 1, 2, 0, 4, 1, 4, 0])));
        Assert.Equal(6, CategoryWeights.Quadratic(3).Total);
    }

    [Fact]
    public void FromDisagreements_NotDisagreements_SaysWhichOne()
    {
        Assert.Throws<ArgumentException>(() => CategoryWeights.FromDisagreements(2, [0, 1, 1]));
        Assert.Throws<ArgumentException>(() => CategoryWeights.FromDisagreements(2, [0, 0, 0, 0]));
        foreach (var wrong in new double[][] { [0, 1, 2, 0], [0, -1, -1, 0], [0, 1, 1, 1], [0, double.NaN, double.NaN, 0] })
        {
            var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => CategoryWeights.FromDisagreements(2, wrong));
            Assert.Contains("Row ", thrown.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>("categories", () => CategoryWeights.Linear(1));
        Assert.Throws<ArgumentOutOfRangeException>("categories", () => CategoryWeights.FromDisagreements(1, [0]));
    }

    [Fact]
    public void Compute_WeightsOfAnotherScale_Throws()
    {
        var histogram = PatternHistogram.FromCounts(2, [1, 1]);

        Assert.Throws<ArgumentException>(() => GwetAc.Compute(histogram, CategoryWeights.Identity(3)));
        Assert.Throws<ArgumentException>(() => BrennanPrediger.Compute(histogram, CategoryWeights.Identity(3)));
        Assert.Throws<ArgumentException>(() => FleissKappa.Compute(histogram, CategoryWeights.Identity(3)));
    }

    private static double[] All(CategoryWeights weights) =>
        [.. from c in Enumerable.Range(0, weights.Categories) from other in Enumerable.Range(0, weights.Categories) select weights[c, other]];
}
