using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

/// <summary>What cannot be read is a 4xx that says what it was, in production as in development.</summary>
public sealed class UnreadableInputTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("state", "{\"state\":{}}", "state")]
    [InlineData("state", "{\"state\":\"Open\",\"state\":\"Closed\"}", "state")]
    [InlineData("state", "{\"state\":", "state")]
    [InlineData("state", "{", "body")]
    [InlineData("state", "", "body")]
    [InlineData("state", "null", "body")]
    [InlineData("assignments", "{\"externalId\":\"c-0\",\"annotatorId\":1.5}", "annotatorId")]
    [InlineData("assignments", "{\"externalId\":\"\\ud800\",\"annotatorId\":1}", "externalId")]
    [InlineData("assignments", "{\"externalId\":\"\\u0000\",\"annotatorId\":1}", "externalId")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Pause\",\"reason\":\"\\u0000\"}", "reason")]
    [InlineData("annotators/1/actions", "{\"reason\":\"y\"}", "kind")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Shout\",\"reason\":\"y\"}", "kind")]
    [InlineData("annotators/1/actions", "{\"kind\":3,\"reason\":\"y\"}", "kind")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Note,Retrain\",\"reason\":\"y\"}", "kind")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Pause\",\"scope\":\"Some\",\"reason\":\"y\"}", "scope")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Pause\",\"scope\":\"Keep, All\",\"reason\":\"y\"}", "scope")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Note\",\"scope\":\"All\",\"reason\":\"y\"}", "scope")]
    [InlineData("annotators/1/actions", "{\"kind\":\"Pause\",\"scope\":\"Since\",\"reason\":\"y\"}", "since")]
    [InlineData("annotators/1/actions/preview", "{\"kind\":\"Pause\",\"scope\":\"Since\",\"since\":\"yesterday\"}", "since")]
    [InlineData("annotators/1/actions/1/undo", "{\"reason\":\"\"}", "reason")]
    [InlineData("annotators/1/actions/x/undo", "{\"reason\":\"y\"}", "actionId")]
    [InlineData("annotators/x/actions", "{\"kind\":\"Pause\",\"reason\":\"y\"}", "annotatorId")]
    [InlineData("annotators/-1/actions", "{\"kind\":\"Pause\",\"reason\":\"y\"}", "annotatorId")]
    public async Task Post_WhatCannotBeRead_NamesTheField(string path, string body, string field)
    {
        var (address, client) = await LeadAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(new Uri($"{address}/{path}", UriKind.Relative), content, Ct);

        await AssertNamesAsync(answer, field);
    }

    [Fact]
    public async Task Post_NameThatIsNone_SaysWhichThereAre()
    {
        var (address, client) = await LeadAsync();

        using var answer = await client.PostAsJsonAsync(new Uri($"{address}/state", UriKind.Relative), new { state = "Ajar" }, Ct);

        Assert.Contains("It is one of Draft, Open, Paused, Closed, Archived.", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("comparisons?size=x", "size")]
    [InlineData("comparisons?after=-1", "after")]
    [InlineData("comparisons?search=%00", "search")]
    [InlineData("comparisons?size=1e3", "size")]
    [InlineData("annotators?standing=Nonsense", "standing")]
    [InlineData("annotators?standing=Active,Flagged", "standing")]
    [InlineData("annotators?standing=3", "standing")]
    [InlineData("export?gzip=maybe", "gzip")]
    public async Task Get_ParameterThatCannotBeRead_NamesIt(string path, string field)
    {
        var (address, client) = await LeadAsync();

        using var answer = await client.GetAsync(new Uri($"{address}/{path}", UriKind.Relative), Ct);

        await AssertNamesAsync(answer, field);
    }

    [Theory]
    [InlineData("application/json; charset=nonsense")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=\"utf-16\"")]
    [InlineData("text/plain")]
    public async Task Post_BodyOfAnotherKind_Is415(string type)
    {
        var (address, client) = await LeadAsync();
        using var content = new ByteArrayContent("{\"state\":\"Closed\"}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var answer = await client.PostAsync(new Uri($"{address}/state", UriKind.Relative), content, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Post_FormInACharsetThatDoesNotExist_Is415()
    {
        using var content = new ByteArrayContent("a=b"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-7");

        using var answer = await web.Factory.NewClient().PostAsync(new Uri("/sign-in", UriKind.Relative), content, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/html")]
    [InlineData("nonsense")]
    public async Task Get_ErrorForAClientThatWantsSomethingElse_IsProblemDetailsAllTheSame(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing-here");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await web.Factory.NewClient().SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("GET", "/sign-in?a[=1&[b]=2&c]=3")]
    [InlineData("POST", "/sign-in")]
    public async Task Send_NameWithABracketThatIsNotClosed_IsNoBug(string method, string path)
    {
        using var browser = web.Factory.NewClient();
        var token = (await browser.GetHtmlAsync("/sign-in")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new FormUrlEncodedContent(WebPeople.Fields(("Form.Email[", "a"), ("Form[Email", "b"), ("__RequestVerificationToken", token)));
        }

        using var answer = await browser.SendAsync(request, Ct);

        // The page, with what is wrong with the form.
        Assert.Equal(method == "POST" ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await answer.HtmlAsync()).QuerySelector("[name='Form.Email']"));
    }

    /// <summary>The token in the header: the form is read by nothing before it is bound.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5_000_000)]
    public async Task Post_FormThatCannotBeRead_Is400AndNotAMissingPage(int length)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var email = $"form-{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        using var browser = await web.Factory.SignInAsync(email);
        var token = (await browser.GetFromJsonAsync<JsonElement>("/account/session", Ct)).GetProperty("antiforgery").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/p/{project.Id}/me?handler=Appeal");
        request.Headers.Add("X-CSRF-TOKEN", token);
        request.Content = new FormUrlEncodedContent(WebPeople.Fields(("Appeal", new string('\0', length))));

        using var answer = await browser.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task AssertNamesAsync(HttpResponseMessage answer, string field)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode} {text}");
        using var problem = JsonDocument.Parse(text);
        Assert.True(problem.RootElement.TryGetProperty("errors", out var errors), text);
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
    }

    private async Task<(string Address, HttpClient Client)> LeadAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var lead = await web.Factory.AddPersonAsync($"lead-{Guid.CreateVersion7():N}@example.org", project: project.Id, role: Role.Lead);
        return ($"/api/v1/projects/{project.Id}", await web.Factory.KeyClientAsync(lead.Id));
    }
}
