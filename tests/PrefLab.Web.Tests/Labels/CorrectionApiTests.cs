using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Labels;

public sealed class CorrectionApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task CorrectAsync_OwnAnswer_Is201AndAgain200()
    {
        var (scene, key) = await AnsweredAsync();
        var correction = new { submissionKey = Guid.NewGuid(), supersedes = key, answer = 5, comment = "changed" };

        using var first = await CorrectAsync(scene, correction);
        using var second = await CorrectAsync(scene, correction);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal($$"""{"submissionKey":"{{correction.submissionKey}}"}""", await second.Content.ReadAsStringAsync(ct));
        Assert.Equal(2, await scene.LabelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_WhatStandsAlready_Is200WithTheKeyThatStands()
    {
        var (scene, key) = await AnsweredAsync();

        using var response = await CorrectAsync(scene, new { submissionKey = Guid.NewGuid(), supersedes = key, answer = 2 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($$"""{"submissionKey":"{{key}}"}""", await response.Content.ReadAsStringAsync(ct));
        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_AnswerCorrectedBefore_Is409WithWhatStands()
    {
        var (scene, key) = await AnsweredAsync();
        var stands = Guid.NewGuid();
        using var first = await CorrectAsync(scene, new { submissionKey = stands, supersedes = key, answer = 5 });

        using var response = await CorrectAsync(scene, new { submissionKey = Guid.NewGuid(), supersedes = key, answer = 1 });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        var standing = problem.RootElement.GetProperty("stands");
        Assert.Equal((stands, 5), (standing.GetProperty("submissionKey").GetGuid(), standing.GetProperty("answer").GetInt32()));
    }

    [Theory]
    [InlineData("submissionKey", "x", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", 2)]
    [InlineData("supersedes", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "", 2)]
    [InlineData("answer", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3302", 9)]
    public async Task CorrectAsync_Invalid_NamesTheField(string field, string submissionKey, string supersedes, int answer)
    {
        var (scene, _) = await AnsweredAsync();

        using var response = await CorrectAsync(scene, new { submissionKey, supersedes, answer });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task CorrectAsync_AnswerOfSomebodyElse_Is404()
    {
        var (scene, key) = await AnsweredAsync();
        using var other = await web.ClientOfAsync(await scene.Project.AddAnnotatorAsync());

        using var response = await other.PostAsJsonAsync(Address(scene), new { submissionKey = Guid.NewGuid(), supersedes = key, answer = 5 }, ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task RecentAsync_OwnAnswers_AreWhatTheContractSaysAndNoMore()
    {
        var (scene, key) = await AnsweredAsync();

        using var reply = JsonDocument.Parse(await scene.Client.GetStringAsync($"/api/v1/projects/{scene.Project.Id}/assignments/recent", ct));

        var answer = Assert.Single(reply.RootElement.EnumerateArray());
        Assert.Equal(
            ["token", "submissionKey", "promptExcerpt", "answer", "dimensions", "bothBad", "flagged", "comment", "answeredAt", "correctable"],
            answer.EnumerateObject().Select(field => field.Name));
        Assert.Equal((key, 2, true), (answer.GetProperty("submissionKey").GetGuid(), answer.GetProperty("answer").GetInt32(), answer.GetProperty("correctable").GetBoolean()));
        Assert.StartsWith("prompt", answer.GetProperty("promptExcerpt").GetString(), StringComparison.Ordinal);
    }

    private static string Address(SubmissionScene scene) => $"/api/v1/projects/{scene.Project.Id}/assignments/{scene.Token}/correction";

    private Task<HttpResponseMessage> CorrectAsync(SubmissionScene scene, object correction) => scene.Client.PostAsJsonAsync(Address(scene), correction, ct);

    private async Task<(SubmissionScene Scene, Guid Key)> AnsweredAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var scene = new SubmissionScene(project, await web.ClientOfAsync(await project.AddAnnotatorAsync()));
        await scene.NextAsync();
        var key = Guid.NewGuid();
        using var response = await scene.SubmitAsync(new { submissionKey = key, answer = 2 });
        response.EnsureSuccessStatusCode();
        return (scene, key);
    }
}
