using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Labels;

namespace PrefLab.Web.Tests.Assignments;

public sealed class DraftApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveDraftAsync_OwnAssignment_IsKeptWithoutAnAnswer()
    {
        var scene = await SceneAsync();

        using var response = await SaveAsync(scene, new { comment = "to be said", bothBad = true, activeSeconds = 4.5 });

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("to be said", await scene.Project.ScalarAsync<string>(
            "SELECT draft->>'comment' FROM assignments WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Theory]
    [InlineData("answer", """{"answer":7}""")]
    [InlineData("answer", """{"answer":"two"}""")]
    [InlineData("dimensions", """{"dimensions":{"height":1}}""")]
    [InlineData("activeSeconds", """{"activeSeconds":-1}""")]
    public async Task SaveDraftAsync_Invalid_NamesTheField(string field, string json)
    {
        var scene = await SceneAsync();

        using var response = await SaveAsync(scene, JsonElement.Parse(json));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task SaveDraftAsync_AssignmentOfSomebodyElse_Is404()
    {
        var scene = await SceneAsync();
        using var other = await web.ClientOfAsync(await scene.Project.AddAnnotatorAsync());

        using var response = await other.PutAsJsonAsync(Address(scene), new { answer = 2 }, ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task SubmitAsync_FlaggedAndOffline_AreStored()
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 2, flagged = true, offline = true });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(await scene.Project.ScalarAsync<bool>("SELECT flagged AND server_seconds IS NULL FROM labels WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public async Task NextAsync_CountOutOfRange_Is400NamingTheField(int count)
    {
        var scene = await SceneAsync();

        using var response = await scene.Client.PostAsJsonAsync($"/api/v1/projects/{scene.Project.Id}/assignments/next", new { count }, ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("count", await response.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    private static string Address(SubmissionScene scene) => $"/api/v1/projects/{scene.Project.Id}/assignments/{scene.Token}/draft";

    private Task<HttpResponseMessage> SaveAsync<T>(SubmissionScene scene, T draft) => scene.Client.PutAsJsonAsync(Address(scene), draft, ct);

    private async Task<SubmissionScene> SceneAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var scene = new SubmissionScene(project, await web.ClientOfAsync(await project.AddAnnotatorAsync()));
        await scene.NextAsync();
        return scene;
    }
}
