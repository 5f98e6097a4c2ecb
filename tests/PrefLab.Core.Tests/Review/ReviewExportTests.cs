using PrefLab.Core.Exchange;
using PrefLab.Core.Review;
using PrefLab.Core.Tests.Exchange;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

/// <summary>A decision is the final label of its comparison in every file that has one.</summary>
public sealed class ReviewExportTests(TestDatabase fixture) : ExchangeTests(fixture), IAsyncDisposable
{
    private readonly CoreHost host = new(fixture);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task ExportAsync_Decided_TakesTheDecisionWithItsRoute()
    {
        var scene = await DecidedAsync(Preference.BBetter);

        var trl = await ExportAsync(scene.Project.Id, ExportFormat.Trl);
        var own = await ExportAsync(scene.Project.Id, ExportFormat.PrefLab);

        Assert.Equal("""{"prompt":"prompt 0","chosen":"b 0","rejected":"a 0"}""", trl.TrimEnd('\n'));
        Assert.Contains("\"annotator\":\"expert-9001\",\"preference\":\"B>\"", own, StringComparison.Ordinal);
        Assert.EndsWith("\"route\":\"review\"}]}\n", own, StringComparison.Ordinal);
        var second = await NewProjectAsync();
        Assert.Empty((await ImportAsync(second, own)).Errors);
        Assert.Equal(own, await ExportAsync(second, ExportFormat.PrefLab));
        Assert.Equal(new ExportSummary(1, 0, 0, 1, 0, 0, 0, 3, 1), await new ExportSummaryQuery(Database).RunAsync(scene.Project.Id, Ct));
    }

    [Fact]
    public async Task ExportAsync_DecidedAsATieOrTakenBack_IsLeftOutAndCounted()
    {
        var scene = await DecidedAsync(Preference.Tie);
        var tie = await new ExportSummaryQuery(Database).RunAsync(scene.Project.Id, Ct);
        await scene.UndoAsync(await scene.ComparisonAsync());
        var undone = await new ExportSummaryQuery(Database).RunAsync(scene.Project.Id, Ct);

        Assert.Equal((1, 0, 1), (tie.Ties, tie.Undecided, tie.ByExperts));
        Assert.Equal((0, 1, 0), (undone.Ties, undone.Undecided, undone.ByExperts));
        Assert.Empty(await ExportAsync(scene.Project.Id, ExportFormat.Trl));
        Assert.DoesNotContain("\"route\"", await ExportAsync(scene.Project.Id, ExportFormat.PrefLab), StringComparison.Ordinal);
    }

    private async Task<ReviewScene> DecidedAsync(Preference preference)
    {
        var scene = await ReviewScene.CreateAsync(Fixture, host);
        await scene.DisputeAsync();
        var comparison = await scene.ComparisonAsync();
        await scene.ReadyAsync(comparison);
        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(await scene.DisplayedAsync(comparison, preference), "Because")));
        return scene;
    }
}
