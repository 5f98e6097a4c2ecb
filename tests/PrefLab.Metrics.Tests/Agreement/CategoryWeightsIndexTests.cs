namespace PrefLab.Metrics.Tests;

public sealed class CategoryWeightsIndexTests
{
    /// <summary>(0, 3) of three categories lies where (1, 0) does: without a check it would have a weight.</summary>
    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(-1, 2)]
    [InlineData(1, -1)]
    public void Item_CategoryOutsideTheScale_Throws(int category, int other) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(category), () => CategoryWeights.Linear(3)[category, other]);

    /// <summary>Kappa is 1 − n·observed / expected disagreement; weights that are no squared distance let it fall without limit.</summary>
    [Theory]
    [InlineData(99, -99)]
    [InlineData(999, -999)]
    public void Compute_KappaOfWeightsThatAreNoDistance_IsBelowMinusOne(long elsewhere, double expected)
    {
        var weights = CategoryWeights.FromDisagreements(3, [0, 1, 0, 1, 0, 0, 0, 0, 0]);
        var table = ContingencyTable.FromCounts(3, [0, 1, 0, 0, 0, 0, 0, 0, elsewhere]);

        Assert.Equal(expected, CohenKappa.Compute(table, weights).Value!.Value, 1e-9);
    }
}
