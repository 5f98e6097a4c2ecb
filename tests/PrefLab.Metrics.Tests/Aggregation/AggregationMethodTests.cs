namespace PrefLab.Metrics.Tests;

public sealed class AggregationMethodTests
{
    private static readonly RatingTable Table = SmallTable.Of(2, (0, 0, 1), (0, 1, 1), (0, 2, 0), (1, 0, 0), (1, 1, 0), (1, 2, 1));

    [Fact]
    public void Find_UnknownMethod_IsAnErrorThatNamesTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>("id", () => AggregationMethod.Find("mace"));

        Assert.Contains("mace", error.Message, StringComparison.Ordinal);
        Assert.All(AggregationMethod.All, method => Assert.Contains(method.Id, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Aggregate_EachMethod_DecidesAsItsTypeDoesAndNamesItsVersion()
    {
        foreach (var method in AggregationMethod.All)
        {
            Assert.Same(method, AggregationMethod.Find(method.Id));
            var result = method.Aggregate(Table, [.8, .8, .6]);

            Assert.StartsWith(result.Method.Split('/')[0], method.Id, StringComparison.Ordinal);
            Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(comparison => result.MostProbable(comparison)));
        }
    }

    [Fact]
    public void Aggregate_NoLabelOrNoAccuracies_IsRefused()
    {
        var empty = RatingTable.FromColumns([], [], [], 2, 2, 2);

        Assert.All(AggregationMethod.All, method => Assert.Throws<ArgumentException>("table", () => method.Aggregate(empty, [.5, .5])));
        Assert.Throws<ArgumentException>("accuracies", () => AggregationMethod.Find("weighted_vote").Aggregate(Table));
        Assert.Throws<ArgumentException>("accuracies", () => AggregationMethod.Find("weighted_vote").Aggregate(Table, [.8]));
    }
}
