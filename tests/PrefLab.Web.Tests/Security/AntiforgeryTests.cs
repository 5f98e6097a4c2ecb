using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Security;

/// <summary>Which tokens an answer is taken with: those of this person, whichever node made them and when.</summary>
public sealed class AntiforgeryTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Answer = "form#answer";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_TokenOfAnotherPersonOfTheSameBrowser_IsRefusedAndNotStored()
    {
        var (project, email) = await AnnotatorAsync();
        var other = $"other-{email}";
        await web.Factory.AddPersonAsync(other, project: project.Id, role: Role.Annotator);
        var cookies = new CookieContainer();
        using var browser = Browser(web.Factory, cookies);
        await SignInAsync(browser, email);
        var theirs = await WorkAsync(browser, project);
        using var signedOut = await browser.PostFormAsync("/sign-out", [], "main form");
        await SignInAsync(browser, other);
        var own = await WorkAsync(browser, project);

        Assert.Equal(HttpStatusCode.BadRequest, await SubmitAsync(browser, project, own, theirs["__RequestVerificationToken"]));
        Assert.Equal(HttpStatusCode.BadRequest, await SubmitAsync(browser, project, own, token: null));
        Assert.Equal(HttpStatusCode.BadRequest, await RenewAsync(browser, project, own, theirs["__RequestVerificationToken"]));
        Assert.Equal(0, await LabelsAsync(project));

        Assert.Equal(HttpStatusCode.OK, await RenewAsync(browser, project, own, own["__RequestVerificationToken"]));
        Assert.Equal(HttpStatusCode.Redirect, await SubmitAsync(browser, project, own, own["__RequestVerificationToken"]));
        Assert.Equal(1, await LabelsAsync(project));
    }

    [Fact]
    public async Task Answer_TokenFromBeforeARestart_IsStored()
    {
        var (project, email) = await AnnotatorAsync();
        var cookies = new CookieContainer();
        Dictionary<string, string> work;
        await using (var before = await NodeAsync())
        {
            using var browser = Browser(before, cookies);
            await SignInAsync(browser, email);
            work = await WorkAsync(browser, project);
        }

        await using var after = await NodeAsync();
        using var again = Browser(after, cookies);

        Assert.Equal(HttpStatusCode.Redirect, await SubmitAsync(again, project, work, work["__RequestVerificationToken"]));
        Assert.Equal(1, await LabelsAsync(project));
    }

    [Fact]
    public async Task Answer_TokenMadeByAnotherNode_IsStored()
    {
        var (project, email) = await AnnotatorAsync();
        await using var second = await NodeAsync();
        var cookies = new CookieContainer();
        using var atFirst = Browser(web.Factory, cookies);
        using var atSecond = Browser(second, cookies);
        await SignInAsync(atFirst, email);
        var work = await WorkAsync(atFirst, project);

        Assert.Equal(HttpStatusCode.OK, await RenewAsync(atSecond, project, work, work["__RequestVerificationToken"]));
        Assert.Equal(HttpStatusCode.Redirect, await SubmitAsync(atSecond, project, work, work["__RequestVerificationToken"]));
        Assert.Equal(1, await LabelsAsync(project));
    }

    private async Task<PrefLabFactory> NodeAsync()
    {
        var node = new PrefLabFactory(web.Data.ConnectionString);
        await node.WhenReadyAsync();
        return node;
    }

    private async Task<(TestProject Project, string Email)> AnnotatorAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var email = $"annotator-{project.Id}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        return (project, email);
    }

    private static HttpClient Browser(PrefLabFactory node, CookieContainer cookies) =>
        node.CreateDefaultClient(new Uri("http://localhost"), new CookieContainerHandler(cookies));

    private static async Task SignInAsync(HttpClient browser, string email)
    {
        using var answer = await browser.PostFormAsync("/sign-in", Fields(("Form.Email", email), ("Form.Password", Password)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Asks for work and reads the hidden fields of the form that answers it.</summary>
    private static async Task<Dictionary<string, string>> WorkAsync(HttpClient browser, TestProject project)
    {
        var path = $"/p/{project.Id}/annotate";
        using var asked = await browser.PostFormAsync(path, [], "form[action*=Next]");
        var form = (await browser.GetHtmlAsync(path)).QuerySelector(Answer)!;
        return form.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!, StringComparer.Ordinal);
    }

    private static async Task<HttpStatusCode> SubmitAsync(HttpClient browser, TestProject project, Dictionary<string, string> work, string? token)
    {
        var fields = new Dictionary<string, string>(work, StringComparer.Ordinal) { ["Input.Answer"] = "2", ["__RequestVerificationToken"] = token ?? "" };
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri($"/p/{project.Id}/annotate?handler=Answer", UriKind.Relative), content, Ct);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> RenewAsync(HttpClient browser, TestProject project, Dictionary<string, string> work, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{project.Id}/assignments/{work["Input.Token"]}/renew");
        request.Headers.Add("X-CSRF-TOKEN", token);
        using var answer = await browser.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static Task<long> LabelsAsync(TestProject project) =>
        project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value);
}
