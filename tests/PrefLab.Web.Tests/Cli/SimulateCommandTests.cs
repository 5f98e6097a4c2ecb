using System.Text.Json;
using PrefLab.Testing.Database;

namespace PrefLab.Web.Tests.Cli;

[Collection(CommandLineTests.Name)]
public sealed class SimulateCommandTests(ListeningWeb web)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Simulate_UntilNothingIsLeft_FillsEveryPlaceOnce()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 3);
        await project.AddComparisonsAsync(20);

        var run = await SimulateAsync(project, "--people", "6", "--seed", "7");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Contains("60 labels in", run.Output, StringComparison.Ordinal);
        Assert.Contains("Careful Ada", run.Output, StringComparison.Ordinal);
        Assert.Equal(60, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Simulate_LabelsAPerson_StopsThere()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 9);
        await project.AddComparisonsAsync(30, overlap: 9);

        var run = await SimulateAsync(project, "--people", "3", "--labels", "10");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal(30, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(30, await project.ScalarAsync<long>("SELECT sum(taken) FROM audit.comparison WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Simulate_AgainAfterACut_FinishesWhatIsMissingAndNoMore()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 9);
        await project.AddComparisonsAsync(30, overlap: 9);

        await SimulateAsync(project, "--people", "3", "--labels", "4");
        var rest = await SimulateAsync(project, "--people", "3", "--labels", "10");
        var nothing = await SimulateAsync(project, "--people", "3", "--labels", "10");

        Assert.Contains("18 labels in", rest.Output, StringComparison.Ordinal);
        Assert.True(nothing.Code == 0, nothing.Error + nothing.Output);
        Assert.Contains("0 labels in", nothing.Output, StringComparison.Ordinal);
        Assert.Equal(30, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Simulate_WithJournal_WritesEveryKeyThatIsStored()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 2);
        await project.AddComparisonsAsync(5, overlap: 2);
        using var journal = new TemporaryFile("jsonl");

        var run = await SimulateAsync(project, "--people", "2", "--journal", journal.Name);

        Assert.True(run.Code == 0, run.Error + run.Output);
        var text = await File.ReadAllTextAsync(journal.Name, ct);
        Assert.DoesNotContain("pl_", text, StringComparison.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var requests = lines.Where(line => line.GetProperty("kind").GetString() == "request").ToDictionary(line => line.GetProperty("number").GetInt64());
        var acknowledged = lines
            .Where(line => line.GetProperty("kind").GetString() == "answer" && line.GetProperty("status").GetInt32() is 200 or 201)
            .Select(line => requests[line.GetProperty("number").GetInt64()].GetProperty("submissionKey").GetString())
            .Where(key => key is not null)
            .ToHashSet();
        Assert.Equal(10, acknowledged.Count);
        Assert.Equal(10, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.label WHERE project_id = $1 AND submission_key::text = ANY($2)", project.Id.Value, acknowledged.ToArray()));
    }

    [Fact]
    public async Task Simulate_NoSuchProject_SaysSo()
    {
        var run = await CommandLine.RunAsync(web.Address, web.Key, "simulate", "--project", "999999");

        Assert.Equal(2, run.Code);
        Assert.Contains("no such project", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_WrongKey_SaysSo()
    {
        var run = await CommandLine.RunAsync(web.Address, "pl_wrong", "simulate", "--project", "1");

        Assert.Equal(2, run.Code);
        Assert.Contains("API key is not valid", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NothingListens_SaysSo()
    {
        var run = await CommandLine.RunAsync(new Uri("http://127.0.0.1:1"), "pl_any", "simulate", "--project", "1");

        Assert.Equal(2, run.Code);
        Assert.Contains("Connection refused", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> SimulateAsync(TestProject project, params string[] args) =>
        CommandLine.RunAsync(web.Address, web.Key, ["simulate", "--project", $"{project.Id}", .. args]);
}
