using PrefLab.Testing.Load;

namespace PrefLab.Web.Tests.Promises;

public sealed class KillTests
{
    [Fact]
    public async Task P1_WebAndPostgresAreKilledBetweenSubmissions_NoAcknowledgedLabelIsLost()
    {
        await using var site = await DurableSite.StartAsync(nodes: 2);

        var report = await new KillRun(site, workers: 8, killsOfEach: 2, acknowledgements: 300).RunAsync();

        Assert.True(report.Acknowledged >= 300);
        Assert.Empty(report.Refusals);
        Assert.Equal(
            (0, 0, 0, 0, 0, 0),
            (report.Lost, report.Doubled, report.Twice, report.ServedAgain, report.Contradictions, report.BrokenPlaces));
    }
}
