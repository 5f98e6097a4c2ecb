using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Accounts;

public sealed class ApiKeyTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_Wrong_Gets401WithProblemDetails()
    {
        var person = await web.Factory.AddPersonAsync("keys@example.org", isAdministrator: true);
        var key = (await web.Factory.InScopeAsync((ApiKeyService keys) => keys.CreateAsync(person.Id, person.Id, "k", null, null, Ct)))!.Key;
        foreach (var header in (string[])["Bearer " + key.ToUpperInvariant(), "Bearer " + key + "x", "Bearer ", "Basic " + key, key, "Bearer pl_"])
        {
            using var client = web.Factory.NewClient();
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
            using var answer = await SimulateAsync(client, new ProjectId(1));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        using var anonymous = web.Factory.NewClient();
        using var query = await anonymous.PostAsync(
            new Uri($"/api/v1/projects/1/simulated?key={key}&access_token={key}&Authorization=Bearer%20{key}", UriKind.Relative), null, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, query.StatusCode);
    }

    [Fact]
    public async Task Key_OfAdministrator_MakesSimulatedAnnotatorsThatWork()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var person = await web.Factory.AddPersonAsync("simulator@example.org", isAdministrator: true);
        using var client = await web.Factory.KeyClientAsync(person.Id);

        using var answer = await SimulateAsync(client, project.Id);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.True(made.RootElement.GetProperty("annotatorId").GetInt64() > 0);
        using var simulated = web.Factory.KeyClient(made.RootElement.GetProperty("key").GetString()!);
        using var next = await simulated.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = 1 }, Ct);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);

        using var nameless = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/simulated", new { name = " " }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        using var nowhere = await SimulateAsync(client, new ProjectId(99_999));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task Simulated_WherePeopleHaveLabelled_Is409()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddComparisonsAsync(1);
        await new Annotating(web.Data.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        var person = await web.Factory.AddPersonAsync("mixer@example.org", isAdministrator: true);
        using var client = await web.Factory.KeyClientAsync(person.Id);

        using var refused = await SimulateAsync(client, project.Id);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("People have labelled", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData(Role.Lead, HttpStatusCode.BadRequest)]
    [InlineData(Role.Operations, HttpStatusCode.Forbidden)]
    [InlineData(Role.Annotator, HttpStatusCode.Forbidden)]
    public async Task Key_OfLeadByScope_ReachesLeadRoutesOrNot(Role? scope, HttpStatusCode expected)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var lead = await web.Factory.AddPersonAsync($"lead-{scope}@example.org", project: project.Id, role: Role.Lead);
        using var client = await web.Factory.KeyClientAsync(lead.Id, scope);

        using var answer = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/", new { }, Ct);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Key_ScopedOfAdministrator_HasNoSiteWideRights()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var person = await web.Factory.AddPersonAsync("scoped-admin@example.org", isAdministrator: true);
        using var client = await web.Factory.KeyClientAsync(person.Id, Role.Lead);

        using var simulated = await SimulateAsync(client, project.Id);
        Assert.Equal(HttpStatusCode.Forbidden, simulated.StatusCode);
        using var foreign = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/", new { }, Ct);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task Cookie_WritingThroughTheApi_NeedsTheAntiforgeryHeader()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync("cookie@example.org", isAdministrator: true);
        using var client = await web.Factory.SignInAsync("cookie@example.org");
        using var without = await SimulateAsync(client, project.Id);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        var page = await client.GetHtmlAsync("/account");
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", token);
        using var with = await SimulateAsync(client, project.Id);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Account_NewKey_IsShownOnceAndRevoked()
    {
        await web.Factory.AddPersonAsync("mine@example.org");
        using var client = await web.Factory.SignInAsync("mine@example.org");

        using var made = await client.PostFormAsync("/account", Fields(("Form.Name", "script")), "form:has([name='Form.Name'])");
        var page = await made.HtmlAsync();
        var key = page.QuerySelector("#secret")!.GetAttribute("value")!;
        Assert.Equal(ApiKeyService.Length, key.Length);
        Assert.DoesNotContain(key, (await client.GetHtmlAsync("/account")).ToHtml(), StringComparison.Ordinal);

        using var revoked = await client.PostFormAsync("/account", [], "form[action*=Revoke]");
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Null(await web.Factory.InScopeAsync((ApiKeyService keys) => keys.FindOwnerAsync(SecretToken.Hash(key), Ct)));
    }

    private static Task<HttpResponseMessage> SimulateAsync(HttpClient client, ProjectId project) =>
        client.PostAsJsonAsync($"/api/v1/projects/{project}/simulated", new { name = "robot" }, Ct);
}
