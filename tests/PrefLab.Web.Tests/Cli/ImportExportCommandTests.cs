using System.IO.Compression;
using System.Text.Json;
using PrefLab.Testing.Database;

namespace PrefLab.Web.Tests.Cli;

[Collection(CommandLineTests.Name)]
public sealed class ImportExportCommandTests(ListeningWeb web)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportSimulateExport_SmallFile_ComesBackWithItsLabels()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 2, goldFraction: .2);
        using var file = new TemporaryFile("jsonl", Rows(10));
        using var exported = new TemporaryFile("jsonl.gz");

        var imported = await RunAsync("import", project, file.Name);
        var simulated = await RunAsync("simulate", project, "--people", "3", "--kinds", "careful,fast");
        var export = await RunAsync("export", project, "--gzip", "--out", exported.Name);

        Assert.True(imported.Code == 0, imported.Error + imported.Output);
        Assert.Contains("Added 10 comparisons, 0 of them golds, of 10 rows (preflab)", imported.Output, StringComparison.Ordinal);
        Assert.True(simulated.Code == 0, simulated.Error + simulated.Output);
        Assert.True(export.Code == 0, export.Error + export.Output);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(exported.Name), CompressionMode.Decompress));
        var rows = (await reader.ReadToEndAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Equal(2, row.GetProperty("labels").GetArrayLength()));
    }

    [Fact]
    public async Task Import_Twice_AddsNothing()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var file = new TemporaryFile("jsonl", Rows(4));

        await RunAsync("import", project, file.Name);
        var again = await RunAsync("import", project, file.Name);

        Assert.Equal(0, again.Code);
        Assert.Contains("4 were there already", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BadRows_NamesLineFieldAndReason()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var file = new TemporaryFile("jsonl", Rows(1) + """{"id":"x","prompt":"p","response_a":3,"response_b":"b"}""" + "\n");

        var run = await RunAsync("import", project, file.Name);

        Assert.Equal(1, run.Code);
        Assert.Contains("error: line 2, response_a:", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Import_OverlapFromLabels_GivesEachComparisonItsVotes()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var file = new TemporaryFile("jsonl", """
            {"item":0,"prompt":"p 0","response_a":"a","response_b":"b"}
            {"item":1,"prompt":"p 1","response_a":"a","response_b":"b","overlap":9}
            {"item":2,"prompt":"p 2","response_a":"a","response_b":"b"}

            """);
        using var votes = new TemporaryFile("csv", "item,worker,label\n0,w1,0\n0,w2,1\n1,w1,2\n1,w1,2\n");

        var run = await RunAsync("import", project, file.Name, "--map", "id=item", "--overlap-from-labels", votes.Name);

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal("0:2 1:1 2:3", await OverlapsAsync(project));
        var replay = await RunAsync("replay", project, "--labels", votes.Name);
        Assert.True(replay.Code == 0, replay.Error + replay.Output);
        Assert.Contains("3 labels stored", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OverlapFromField_ReadsIt()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var file = new TemporaryFile("jsonl", """{"id":"0","prompt":"p","response_a":"a","response_b":"b","wanted":7}""");

        var run = await RunAsync("import", project, file.Name, "--overlap-from", "wanted");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal("0:7", await OverlapsAsync(project));
    }

    [Fact]
    public async Task Import_TwoWaysOfOverlap_IsRefusedBeforeAnythingIsSent()
    {
        var run = await CommandLine.RunAsync(web.Address, web.Key, "import", "file", "--project", "1", "--overlap", "2", "--overlap-from", "wanted");

        Assert.Equal(1, run.Code);
        Assert.Contains("Give one of --overlap", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Refused_LeavesNoFile()
    {
        using var exported = new TemporaryFile("jsonl");

        var run = await CommandLine.RunAsync(web.Address, "pl_wrong", "export", "--project", "1", "--out", exported.Name);

        Assert.Equal(2, run.Code);
        Assert.Contains("API key is not valid", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(exported.Name));
    }

    private static string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(n =>
        JsonSerializer.Serialize(new { id = $"row-{n}", prompt = $"prompt {n}", response_a = $"a {n}", response_b = $"b {n}" }) + "\n"));

    private static Task<string> OverlapsAsync(TestProject project) => project.ScalarAsync<string>(
        "SELECT string_agg(external_id || ':' || overlap, ' ' ORDER BY external_id) FROM comparisons WHERE project_id = $1", project.Id.Value);

    private Task<CommandRun> RunAsync(string command, TestProject project, params string[] args) =>
        CommandLine.RunAsync(web.Address, web.Key, [command, .. args, "--project", $"{project.Id}"]);
}
