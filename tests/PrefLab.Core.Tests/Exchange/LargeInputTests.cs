using System.Text;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Tests that measure the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "Measured";
}

/// <summary>Files that would fill the memory, and files that break off.</summary>
[Collection(Measured.Name)]
public sealed class LargeInputTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    [Fact]
    public async Task B015_LineOf200Megabytes_IsRefusedInBoundedMemory()
    {
        await RefusedAsync(Row("a") + "\n{");
        var before = Environment.WorkingSet;
        long peak = 0;
        using var timer = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 5);
        using var body = new EndlessStream("xxxxxxxxxxxxxxxx", 200L << 20, first: Good + "\n{\"prompt\":\"", last: "\"}\n{");

        var errors = await RefusedAsync(body);

        Assert.Equal([2L, 3L], errors.Select(e => e.Line));
        Assert.Contains("longer than 16,777,216 bytes", errors[0].Reason, StringComparison.Ordinal);
        Assert.InRange(peak - before, long.MinValue, 50L << 20);
    }

    [Fact]
    public async Task B036_ConnectionLostNearTheEnd_LeavesNothingAtAll()
    {
        var project = await NewProjectAsync();
        var text = string.Join('\n', Enumerable.Range(0, 5_000).Select(n => Row($"r{n}", $"\"text\":\"{new string('x', 500)}\"")));
        using var body = new EndlessStream(text, text.Length * 99 / 100, new IOException("The client has gone."));

        await Assert.ThrowsAsync<IOException>(() => ImportAsync(project, body));

        await using var db = TestProject.Open(Database);
        Assert.Empty(await ComparisonsAsync(project));
        Assert.False(await db.Imports.AnyAsync(i => i.ProjectId == project, Ct));
        Assert.Equal(0, (await db.Projects.SingleAsync(p => p.Id == project, Ct)).ComparisonCount);
        Assert.Equal(5_000, (await ImportAsync(project, text)).Added);
    }

    [Fact]
    public async Task B040_LastOfManyRowsBad_IsAllOrNothing()
    {
        const int Rows = 50_000;
        var text = string.Join('\n', Enumerable.Range(0, Rows).Select(n => Row($"r{n}"))) + "\n{\"id\":\"bad\"}";

        var errors = await RefusedAsync(text);

        Assert.All(errors, error => Assert.Equal(Rows + 1, error.Line));
    }

    [Fact]
    public async Task ImportAsync_Progress_ReportsBytesAndRows()
    {
        var seen = new List<ImportProgress>();
        var text = string.Join('\n', Enumerable.Range(0, 5_000).Select(n => Row($"r{n}")));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));

        await Imports.ImportAsync(new ImportRequest(await NewProjectAsync(), 1), body, Ct, new Seen(seen));

        Assert.Equal(new ImportProgress(body.Length, 5_000), seen[^1]);
        Assert.True(seen.Count > 1);
    }

    private sealed class Seen(List<ImportProgress> list) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => list.Add(value);
    }
}
