using System.IO.Pipelines;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Exchange;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>What the tests of import and export share: a project, and text in and out.</summary>
public abstract class ExchangeTests(TestDatabase fixture) : IClassFixture<TestDatabase>
{
    protected const string Good = """{"id":"good","prompt":"p","response_a":"a","response_b":"b"}""";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected TestDatabase Fixture => fixture;

    protected Core.Storage.Database Database => fixture.Database;

    protected ImportService Imports => new(Database, new OrderRewind(Database), new Core.Storage.TableStatistics(Database), TimeProvider.System, new Random(1));

    protected async Task<ProjectId> NewProjectAsync(Action<Project>? change = null) =>
        (await TestProject.CreateAsync(Database, change: change)).Id;

    protected Task<ImportReport> ImportAsync(ProjectId project, string text, ImportFormat? format = null, string? map = null, ImportLimits? limits = null) =>
        ImportAsync(project, new MemoryStream(Encoding.UTF8.GetBytes(text)), format, map, limits);

    protected async Task<ImportReport> ImportAsync(
        ProjectId project, Stream body, ImportFormat? format = null, string? map = null, ImportLimits? limits = null)
    {
        Assert.True(FieldMap.TryParse(map, out var fields, out var problem), problem);
        var request = new ImportRequest(project, 1, "file.jsonl", format, null, fields, limits);
        var result = await Imports.ImportAsync(request, body, Ct);
        return Assert.IsType<ImportResult.Read>(result).Report;
    }

    /// <summary>Imports into a new project and gives back what it then holds.</summary>
    protected async Task<(ImportReport Report, List<Comparison> Comparisons)> ImportNewAsync(string text, string? map = null, Action<Project>? change = null)
    {
        var project = await NewProjectAsync(change);
        var report = await ImportAsync(project, text, map: map);
        return (report, await ComparisonsAsync(project));
    }

    /// <summary>Imports a file that must be refused, checks that it left nothing, and gives back its errors.</summary>
    protected async Task<IReadOnlyList<ImportProblem>> RefusedAsync(Stream body, ImportLimits? limits = null, Action<Project>? change = null)
    {
        var project = await NewProjectAsync(change);
        var report = await ImportAsync(project, body, limits: limits);
        Assert.Equal(ImportState.Refused, report.State);
        Assert.Equal((0, 0, 0L), (report.Added, report.AddedGolds, report.LabelsNeeded));
        Assert.Empty(await ComparisonsAsync(project));
        await using var db = TestProject.Open(Database);
        var stored = await db.Projects.SingleAsync(p => p.Id == project, Ct);
        Assert.Equal((0, 0, 0L), (stored.ComparisonCount, stored.GoldCount, stored.LabelsNeeded));
        var import = await db.Imports.SingleAsync(i => i.ProjectId == project, Ct);
        Assert.Equal((ImportState.Refused, report.ErrorCount), (import.State, import.ErrorCount));
        return report.Errors;
    }

    protected Task<IReadOnlyList<ImportProblem>> RefusedAsync(string text, ImportLimits? limits = null, Action<Project>? change = null) =>
        RefusedAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), limits, change);

    protected Task<IReadOnlyList<ImportProblem>> RefusedAsync(byte[] bytes, ImportLimits? limits = null) => RefusedAsync(new MemoryStream(bytes), limits);

    protected async Task<List<Comparison>> ComparisonsAsync(ProjectId project)
    {
        await using var db = TestProject.Open(Database);
        return await db.Comparisons.AsNoTracking().Where(c => c.ProjectId == project).OrderBy(c => c.Id).ToListAsync(Ct);
    }

    protected async Task<string> ExportAsync(ProjectId project, ExportFormat format)
    {
        using var stream = new MemoryStream();
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await new ExportService(Database).ExportAsync(project, format, writer, Ct);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    protected static string Row(string id, string rest = "") =>
        "{\"id\":\"" + id + "\",\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\"" + (rest.Length > 0 ? "," + rest : "") + "}";
}
