using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Testing.Database;

namespace PrefLab.Web.Tests.Cli;

[Collection(CommandLineTests.Name)]
public sealed class ReplayCommandTests(ListeningWeb web)
{
    [Fact]
    public async Task Replay_RecordedVotes_ArriveInCanonicalOrder()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddComparisonsAsync(4, overlap: 3);
        using var votes = new TemporaryFile(
            "csv", "item,worker,label\nc-0,w1,0\nc-0,w2,0\nc-0,w3,1\nc-1,w1,2\nc-1,w2,2\nc-2,w1,0\nc-2,w2,2\nc-3,w3,1\nc-0,w1,2\n");

        var run = await ReplayAsync(project, votes, "--classes", "3");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Contains("8 labels stored", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 repeated votes skipped", run.Output, StringComparison.Ordinal);
        Assert.Equal("c-0:0,2,1,0,0 c-1:0,0,0,2,0 c-2:0,1,0,1,0 c-3:0,0,1,0,0", await PatternsAsync(project));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Replay_Again_StoresNothingTwice()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddComparisonsAsync(1, overlap: 3);
        using var votes = new TemporaryFile("csv", "item,worker,label\nc-0,w1,4\nc-0,w2,3\n");

        await ReplayAsync(project, votes, "--classes", "5");
        var again = await ReplayAsync(project, votes, "--classes", "5");

        Assert.True(again.Code == 0, again.Error + again.Output);
        Assert.Contains("0 labels stored", again.Output, StringComparison.Ordinal);
        Assert.Contains("2 given earlier", again.Output, StringComparison.Ordinal);
        Assert.Equal("c-0:0,0,0,1,1", await PatternsAsync(project));
    }

    [Fact]
    public async Task Replay_AssignedButNotAnswered_IsResumed()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddComparisonsAsync(2, overlap: 3);
        using var votes = new TemporaryFile("csv", "item,worker,label\nc-0,w1,0\nc-1,w1,2\n");
        await AssignAsync(project, "Worker w1", "c-0");

        var run = await ReplayAsync(project, votes);

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Contains("2 labels stored", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 given earlier", run.Output, StringComparison.Ordinal);
        Assert.Equal("c-0:0,1,0,0,0 c-1:0,0,0,1,0", await PatternsAsync(project));
    }

    [Fact]
    public async Task Replay_UnknownComparison_IsCountedAndNamed()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var votes = new TemporaryFile("csv", "item,worker,label\nnowhere,w1,0\n");

        var run = await ReplayAsync(project, votes);

        Assert.Equal(1, run.Code);
        Assert.Contains("refused: nowhere:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item,who,label\n", "line 1: there is no column worker")]
    [InlineData("item,worker,label\nc-0,w1,3\n", "not 0 to 2")]
    [InlineData("item,worker,label\nc-0,w1\n", "line 2: 2 fields")]
    public async Task Replay_BadFile_SaysWhatIsWrong(string content, string expected)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var votes = new TemporaryFile("csv", content);

        var run = await ReplayAsync(project, votes);

        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    /// <summary>As a replay does whose answer is lost.</summary>
    private async Task AssignAsync(TestProject project, string name, string item)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = new Uri(web.Address, $"/api/v1/projects/{project.Id}/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", web.Key);
        using var made = await client.PostAsJsonAsync("simulated", new { name }, ct);
        var annotatorId = (await made.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("annotatorId").GetInt64();
        using var assigned = await client.PostAsJsonAsync("assignments", new { externalId = item, annotatorId }, ct);
        Assert.True(assigned.IsSuccessStatusCode);
    }

    private static Task<string> PatternsAsync(TestProject project) => project.ScalarAsync<string>(
        "SELECT string_agg(external_id || ':' || concat_ws(',', n0, n1, n2, n3, n4), ' ' ORDER BY external_id) FROM comparisons WHERE project_id = $1",
        project.Id.Value);

    private Task<CommandRun> ReplayAsync(TestProject project, TemporaryFile votes, params string[] args) =>
        CommandLine.RunAsync(web.Address, web.Key, ["replay", "--project", $"{project.Id}", "--labels", votes.Name, .. args]);
}
