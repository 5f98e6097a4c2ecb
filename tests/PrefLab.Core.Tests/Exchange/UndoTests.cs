using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

public sealed class UndoTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    private ImportUndo Undo => new(Database, TimeProvider.System);

    [Fact]
    public async Task UndoAsync_WithoutWork_TakesRowsAndTotalsBack()
    {
        var project = await NewProjectAsync();
        await ImportAsync(project, Good);
        var second = await ImportAsync(project, Row("a") + "\n" + Row("b", "\"gold\":{\"preference\":\"A>\"}"));

        Assert.Equal(new UndoResult.Undone(2), await Undo.UndoAsync(project, second.Id, 1, Ct));

        await using var db = TestProject.Open(Database);
        var stored = await db.Projects.SingleAsync(p => p.Id == project, Ct);
        Assert.Equal((1, 0, 3L), (stored.ComparisonCount, stored.GoldCount, stored.LabelsNeeded));
        Assert.Equal("good", Assert.Single(await ComparisonsAsync(project)).ExternalId);
        Assert.IsType<UndoResult.NothingToUndo>(await Undo.UndoAsync(project, second.Id, 1, Ct));
        Assert.Equal(2, (await ImportAsync(project, Row("a") + "\n" + Row("b"))).Added);
    }

    [Fact]
    public async Task UndoAsync_AfterWork_SaysHowMuchAndChangesNothing()
    {
        var project = await NewProjectAsync();
        var report = await ImportAsync(project, Good);
        var comparison = Assert.Single(await ComparisonsAsync(project));
        await using var db = TestProject.Open(Database);
        await ExchangeScenario.AssignAsync(Database, project, comparison.Id);

        Assert.Equal(new UndoResult.HasWork(1, 0), await Undo.UndoAsync(project, report.Id, 1, Ct));
        Assert.Single(await ComparisonsAsync(project));
    }

    [Fact]
    public async Task UndoAsync_WhileAFileIsImported_IsToldSoAtOnce()
    {
        var project = await NewProjectAsync();
        var report = await ImportAsync(project, Good);
        await using (var connection = await Database.Bulk.OpenConnectionAsync(Ct))
        await using (await connection.BeginTransactionAsync(Ct))
        {
            await ImportTransaction.LockProjectAsync(connection, project, Ct);

            Assert.IsType<UndoResult.Busy>(await Undo.UndoAsync(project, report.Id, 1, Ct));
        }

        Assert.Equal(new UndoResult.Undone(1), await Undo.UndoAsync(project, report.Id, 1, Ct));
    }

    [Fact]
    public async Task UndoAsync_OfAnotherProjectsImport_IsNotFound()
    {
        var report = await ImportAsync(await NewProjectAsync(), Good);

        Assert.IsType<UndoResult.NotFound>(await Undo.UndoAsync(await NewProjectAsync(), report.Id, 1, Ct));
    }
}
