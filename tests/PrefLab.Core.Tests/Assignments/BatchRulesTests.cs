using PrefLab.Core.Assignments;

namespace PrefLab.Core.Tests.Assignments;

public sealed class BatchRulesTests
{
    [Theory]
    [InlineData(50, .10)]
    [InlineData(50, .05)]
    [InlineData(50, .07)]
    [InlineData(7, .20)]
    public void DrawGoldPositions_OverManyBatches_IsTheFractionInExpectation(int size, double fraction)
    {
        var random = new Random(1);
        const int batches = 20_000;

        var golds = Enumerable.Range(0, batches).Sum(_ => BatchRules.DrawGoldPositions(size, fraction, random).Length);

        Assert.Equal(size * fraction, golds / (double)batches, 0.02);
    }

    [Fact]
    public void DrawGoldPositions_OverManyBatches_HitsEveryPositionEquallyOften()
    {
        var random = new Random(2);
        var counts = new int[50];
        for (var i = 0; i < 20_000; i++)
        {
            foreach (var position in BatchRules.DrawGoldPositions(50, .10, random))
            {
                counts[position]++;
            }
        }

        Assert.All(counts, count => Assert.InRange(count, 1_800, 2_200));
    }

    [Fact]
    public void DrawGoldPositions_SmallFraction_HasAtLeastOne() =>
        Assert.Single(BatchRules.DrawGoldPositions(10, .001, new Random(3)));

    [Fact]
    public void DrawGoldPositions_NoGolds_IsEmpty() => Assert.Empty(BatchRules.DrawGoldPositions(50, 0, new Random(4)));

    [Fact]
    public void DrawGoldPositions_Positions_AreAscendingDistinctAndInRange()
    {
        var random = new Random(5);
        for (var i = 0; i < 1_000; i++)
        {
            var positions = BatchRules.DrawGoldPositions(20, .5, random);
            Assert.Equal(positions.Distinct().Order(), positions);
            Assert.All(positions, position => Assert.InRange(position, 0, 19));
        }
    }

    [Fact]
    public void NextGoldIsA_OneSideBehind_DrawsFromIt()
    {
        Assert.True(BatchRules.NextGoldIsA(1, 2, new Random(6)));
        Assert.False(BatchRules.NextGoldIsA(2, 1, new Random(6)));
    }
}
