using PrefLab.Core.Economics;
using PrefLab.Core.Projects;

namespace PrefLab.Core.Tests.Projects;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_SteadyPace_DividesWhatRemains()
    {
        var forecast = Forecast.Of(1_000, Hours(100, 100, 100, 100), Now);

        Assert.Equal(new Forecast(100, 100, Now.AddHours(10), Now.AddHours(10), Now.AddHours(10)), forecast);
    }

    [Fact]
    public void Of_UnsteadyPace_GivesAnIntervalAroundTheDate()
    {
        var forecast = Forecast.Of(1_000, Hours(80, 120, 100, 100), Now);

        Assert.True(forecast.Earliest < forecast.Done && forecast.Done < forecast.Latest);
    }

    [Fact]
    public void Of_WildPace_HasNoLateEnd() => Assert.Null(Forecast.Of(1_000, Hours(100, 0, 0, 0), Now).Latest);

    [Fact]
    public void Of_NoWorkLately_HasNoDate() => Assert.Null(Forecast.Of(1_000, [], Now).Done);

    [Fact]
    public void Of_NothingLeft_HasNoDate() => Assert.Null(Forecast.Of(0, Hours(5, 5), Now).Done);

    [Fact]
    public void Cost_SomeAccepted_GoldsRaiseThePriceOfALabel()
    {
        var progress = new ProjectProgress(70, 200, 90, 100, 10, 9, 3, 0, 0);

        Assert.Equal(new CostSummary(50m, 50m / 90, 50m + (110 * (50m / 90))), CostSummary.Of(progress, .5m));
    }

    [Fact]
    public void Cost_NothingAccepted_HasNoPriceOfALabel() =>
        Assert.Equal(new CostSummary(0, null, null), CostSummary.Of(new ProjectProgress(70, 200, 0, 0, 0, 0, 0, 0, 0), .5m));

    private static List<HourlyLabels> Hours(params int[] labels) => [.. labels.Select((count, hour) => new HourlyLabels(hour, count))];
}
