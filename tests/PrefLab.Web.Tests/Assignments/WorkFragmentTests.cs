using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Assignments;

/// <summary>What the annotate page's script asks for: work in the background, and who is signed in.</summary>
public sealed class WorkFragmentTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_WithWhatThePageHas_SendsOnlyTheRest()
    {
        var (project, browser) = await SceneAsync(comparisons: 5);
        var first = await WorkAsync(browser, project, "hold=1&start=true");
        var token = Assert.Single(Tokens(first));

        var more = await WorkAsync(browser, project, $"hold=3&start=false&have={token}");

        Assert.Equal("work", more.GetAttribute("data-state"));
        Assert.Equal(3, more.GetAttribute("data-held")!.Split(',').Length);
        Assert.StartsWith(token, more.GetAttribute("data-held"), StringComparison.Ordinal);
        Assert.Equal(2, Tokens(more).Except([token], StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Work_WithoutStart_BeginsNoBatch()
    {
        var (project, browser) = await SceneAsync(comparisons: 2);

        var rest = await WorkAsync(browser, project, "hold=3");

        Assert.Equal("nothing", rest.GetAttribute("data-state"));
        Assert.Equal("Start", rest.QuerySelector("#start")!.TextContent);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM batches WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task GetAndHead_Lease_Nothing()
    {
        var (project, browser) = await SceneAsync(comparisons: 2);
        foreach (var address in (string[])["", "?handler=Work&hold=3&start=true"])
        {
            using var got = await browser.GetAsync(new Uri($"/p/{project.Id}/annotate{address}", UriKind.Relative), Ct);
            using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/p/{project.Id}/annotate{address}"), Ct);
        }

        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1", project.Id.Value));
    }

    [Theory]
    [InlineData("hold=0", "hold")]
    [InlineData("hold=13", "hold")]
    [InlineData("hold=x", "hold")]
    [InlineData("hold=1&have=nothing", "have")]
    public async Task Work_NotUnderstood_Is400ThatNamesTheField(string fields, string field)
    {
        var (project, browser) = await SceneAsync(comparisons: 1);

        using var answer = await PostAsync(browser, project, fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WithoutASession_Is401AndNotThePageToSignIn()
    {
        var (project, _) = await SceneAsync(comparisons: 1);
        using var stranger = web.Factory.NewClient();
        stranger.DefaultRequestHeaders.Add("X-Requested-With", "XMLHttpRequest");

        using var work = await PostAsync(stranger, project, "hold=1", token: "none");
        using var session = await stranger.GetAsync(new Uri("/account/session", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, work.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task Answered_OnlyOwnAndOnlyAfterTheAnswer()
    {
        var (project, browser) = await SceneAsync(comparisons: 2);
        var token = Assert.Single(Tokens(await WorkAsync(browser, project, "hold=1&start=true")));
        var address = new Uri($"/p/{project.Id}/annotate?handler=Answered&token={token}", UriKind.Relative);
        var other = $"other-{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(other, project: project.Id, role: Role.Annotator);
        using var stranger = await web.Factory.SignInAsync(other);

        using var before = await browser.GetAsync(address, Ct);
        using var answered = await browser.PostFormAsync($"/p/{project.Id}/annotate", WebPeople.Fields(("Input.Answer", "4")), "#answer");
        using var after = await browser.GetAsync(address, Ct);
        using var others = await stranger.GetAsync(address, Ct);

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal([token], Tokens((await after.HtmlAsync()).QuerySelector("#work")!));
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task Session_GivesATokenThatWorksAndThePersonOfThePage()
    {
        var (project, browser) = await SceneAsync(comparisons: 1);
        var page = await browser.GetHtmlAsync($"/p/{project.Id}/annotate");

        var (person, token) = await SessionAsync(browser);
        using var work = await PostAsync(browser, project, "hold=1&start=true", token);

        Assert.Equal(page.QuerySelector("#answer")!.GetAttribute("data-person"), person);
        Assert.Equal(HttpStatusCode.OK, work.StatusCode);
    }

    private static IEnumerable<string> Tokens(IElement work) => work.QuerySelectorAll(".item").Select(item => item.GetAttribute("data-token")!);

    private static async Task<IElement> WorkAsync(HttpClient browser, TestProject project, string fields)
    {
        using var answer = await PostAsync(browser, project, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.HtmlAsync()).QuerySelector("#work")!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, TestProject project, string fields, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/p/{project.Id}/annotate?handler=Work");
        request.Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.Add("X-CSRF-TOKEN", token ?? (await SessionAsync(browser)).Token);
        return await browser.SendAsync(request, Ct);
    }

    private static async Task<(string Person, string Token)> SessionAsync(HttpClient browser)
    {
        using var session = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/account/session", UriKind.Relative), Ct));
        return (session.RootElement.GetProperty("person").GetString()!, session.RootElement.GetProperty("antiforgery").GetString()!);
    }

    private async Task<(TestProject Project, HttpClient Browser)> SceneAsync(int comparisons)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(comparisons);
        var email = $"worker-{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        return (project, await web.Factory.SignInAsync(email));
    }
}
