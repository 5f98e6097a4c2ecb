namespace PrefLab.Metrics.Tests;

/// <summary>Accuracy on real crowds with known truth; skipped where the data are absent.</summary>
public sealed class SubtypeModelSharedTests
{
    [Fact]
    public void Fit_PublicCrowdSets_BeatsMaximumAPosterioriOnAverage()
    {
        var output = TestContext.Current.TestOutputHelper!;
        var (map, subtypes) = (new List<double>(), new List<double>());
        foreach (var name in CrowdSet.Crowd)
        {
            var categories = ReferenceData.Json("crowd", name, "expected.json").GetProperty("agreement").GetProperty("categories").GetInt32();
            var set = CrowdSet.Load("crowd", name, categories);
            map.Add(set.Accuracy(DawidSkene.Fit(set.Table, ConfusionPrior.Map, new EmOptions())));
            subtypes.Add(set.Accuracy(SubtypeModel.Fit(set.Table, new SubtypeOptions())));
            output.WriteLine($"{name}: {map[^1]:F4} {subtypes[^1]:F4}");
        }

        output.WriteLine($"mean: {map.Average():F4} {subtypes.Average():F4}");
        Assert.True(subtypes.Average() > map.Average() + .005, $"{subtypes.Average()} beside {map.Average()}");
    }
}
