using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrefLab.Testing.Database;

namespace PrefLab.Web.Tests.Labels;

/// <summary>An annotator at work over the API, with one assignment in hand.</summary>
internal sealed class SubmissionScene(TestProject project, HttpClient client)
{
    public TestProject Project => project;

    public HttpClient Client => client;

    public string Token { get; private set; } = "";

    public string Address(string token) => $"/api/v1/projects/{project.Id}/assignments/{token}/label";

    public async Task NextAsync()
    {
        using var response = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = 1 });
        response.EnsureSuccessStatusCode();
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Token = reply.RootElement.GetProperty("assignments") is { } work && work.GetArrayLength() > 0 ? work[0].GetProperty("token").GetString()! : "";
    }

    public Task<HttpResponseMessage> SubmitAsync(object answer) => client.PostAsJsonAsync(Address(Token), answer);

    public async Task<HttpResponseMessage> SubmitTextAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(Address(Token), content);
    }

    public Task<long> LabelsAsync() => project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value);
}
