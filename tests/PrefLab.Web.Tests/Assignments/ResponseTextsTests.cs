using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;

namespace PrefLab.Web.Tests.Assignments;

/// <summary>Who gets the source of the responses and what differs between them: whoever holds the assignment or has answered it, and nobody else.</summary>
public sealed class ResponseTextsTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static readonly string[] Handlers = ["handler=Differences", "handler=Source&side=1", "handler=Source&side=2"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AssignmentState.Leased, HttpStatusCode.OK)]
    [InlineData(AssignmentState.Answered, HttpStatusCode.OK)]
    [InlineData(AssignmentState.Skipped, HttpStatusCode.NotFound)]
    [InlineData(AssignmentState.Expired, HttpStatusCode.NotFound)]
    [InlineData(AssignmentState.Withdrawn, HttpStatusCode.NotFound)]
    public async Task Texts_OfOnesOwn_AreGivenWhileHeldAndOnceAnswered(AssignmentState state, HttpStatusCode expected)
    {
        var project = await ProjectAsync();
        var (browser, annotator) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, annotator, state);

        Assert.All(await StatusesAsync(browser, project.Id, token), status => Assert.Equal(expected, status));
    }

    [Fact]
    public async Task Source_IsPlainTextOfTheSideAsShown()
    {
        var project = await ProjectAsync();
        var (browser, annotator) = await AnnotatorAsync(project);
        var held = await new Annotating(web.Data.Database, project, annotator).NextAsync();

        using var left = await GetAsync(browser, project.Id, held.Token, Handlers[1]);
        using var right = await GetAsync(browser, project.Id, held.Token, Handlers[2]);

        Assert.Equal([held.Left, held.Right], [await left.Content.ReadAsStringAsync(Ct), await right.Content.ReadAsStringAsync(Ct)]);
        Assert.Equal("text/plain; charset=utf-8", left.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", left.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("handler=Source")]
    [InlineData("handler=Source&side=0")]
    [InlineData("handler=Source&side=3")]
    [InlineData("handler=Source&side=-1")]
    [InlineData("handler=Source&side=1e1")]
    public async Task Source_OfNoSide_Is404(string query)
    {
        var project = await ProjectAsync();
        var (browser, annotator) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, annotator, AssignmentState.Leased);

        using var answer = await GetAsync(browser, project.Id, token, query);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(AssignmentState.Leased)]
    [InlineData(AssignmentState.Answered)]
    public async Task Texts_OfAnotherPerson_Are404_AlsoForWhoHoldsTheSameComparison(AssignmentState state)
    {
        var project = await ProjectAsync();
        var (_, owner) = await AnnotatorAsync(project);
        var (browser, other) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, owner, state);
        await TakeAsync(project, other, state);

        Assert.All(await StatusesAsync(browser, project.Id, token), status => Assert.Equal(HttpStatusCode.NotFound, status));
    }

    [Fact]
    public async Task Texts_OfOnesOwnUnderAnotherProjectsAddress_Are404()
    {
        var project = await ProjectAsync();
        var elsewhere = await ProjectAsync();
        var (browser, annotator) = await AnnotatorAsync(project, alsoIn: elsewhere);
        var token = await TakeAsync(project, annotator, AssignmentState.Leased);

        Assert.All(await StatusesAsync(browser, elsewhere.Id, token), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.All(await StatusesAsync(browser, project.Id, Guid.NewGuid()), status => Assert.Equal(HttpStatusCode.NotFound, status));
    }

    [Theory]
    [InlineData(Role.Lead)]
    [InlineData(Role.Operations)]
    [InlineData(Role.Expert)]
    [InlineData(null)]
    public async Task Texts_ForAnotherRole_AreForbidden(Role? role)
    {
        var project = await ProjectAsync();
        var (_, annotator) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, annotator, AssignmentState.Answered);
        using var browser = await web.BrowserAsync(project, role);

        Assert.All(await StatusesAsync(browser, project.Id, token), status => Assert.Equal(HttpStatusCode.Forbidden, status));
    }

    [Fact]
    public async Task Texts_ForAnOutsiderOrSomebodySignedOut_AreNotGiven()
    {
        var project = await ProjectAsync();
        var elsewhere = await ProjectAsync();
        var (_, annotator) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, annotator, AssignmentState.Answered);
        var (outsider, _) = await AnnotatorAsync(elsewhere);
        using var signedOut = web.Factory.NewClient();

        Assert.All(await StatusesAsync(outsider, project.Id, token), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.All(await StatusesAsync(signedOut, project.Id, token), status => Assert.Equal(HttpStatusCode.Redirect, status));
    }

    [Fact]
    public async Task Texts_OfThePreview_AreTheLeadsAndNameNoAssignment()
    {
        var project = await ProjectAsync();
        var (annotating, annotator) = await AnnotatorAsync(project);
        var token = await TakeAsync(project, annotator, AssignmentState.Leased);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var shown = (await lead.GetHtmlAsync($"/p/{project.Id}/preview")).QuerySelector(".item")!.GetAttribute("data-token")!;

        Assert.All(await StatusesAsync(lead, project.Id, Guid.Parse(shown), "preview"), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(await StatusesAsync(lead, project.Id, token, "preview"), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.All(await StatusesAsync(annotating, project.Id, Guid.Parse(shown), "preview"), status => Assert.Equal(HttpStatusCode.Forbidden, status));
    }

    private async Task<TestProject> ProjectAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1);
        return project;
    }

    private async Task<(HttpClient Browser, Annotator Annotator)> AnnotatorAsync(TestProject project, TestProject? alsoIn = null)
    {
        var email = $"annotator-{Guid.CreateVersion7():N}@example.org";
        var person = await web.Factory.AddPersonAsync(email);
        if (alsoIn is not null)
        {
            await alsoIn.AddAnnotatorAsync(person: person);
        }

        return (await web.Factory.SignInAsync(email), await project.AddAnnotatorAsync(person: person));
    }

    private async Task<Guid> TakeAsync(TestProject project, Annotator annotator, AssignmentState state)
    {
        var annotating = new Annotating(web.Data.Database, project, annotator);
        var token = (await annotating.NextAsync()).Token;
        switch (state)
        {
            case AssignmentState.Answered:
                await annotating.AcceptAsync(new Submission(token, Guid.NewGuid(), 2));
                break;
            case AssignmentState.Skipped:
                await annotating.SkipAsync(token);
                break;
            case AssignmentState.Leased:
                break;
            default:
                await project.ExecuteAsync("UPDATE assignments SET state = $3 WHERE project_id = $1 AND token = $2", project.Id.Value, token, (short)state);
                break;
        }

        return token;
    }

    private static async Task<List<HttpStatusCode>> StatusesAsync(HttpClient browser, ProjectId project, Guid token, string page = "annotate")
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var handler in Handlers)
        {
            using var answer = await GetAsync(browser, project, token, handler, page);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, ProjectId project, Guid token, string query, string page = "annotate") =>
        browser.GetAsync(new Uri($"/p/{project}/{page}?{query}&token={token}", UriKind.Relative), Ct);
}
