using System.Net;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Review;

/// <summary>An expert's queue and decisions on pages without scripts, and what annotators see of them.</summary>
public sealed class ReviewPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Blind = ".review-foot form";
    private const string Decide = "#decide-form";

    [Fact]
    public async Task Journey_FromTheQueueToTheDecision_ShowsVotesAfterTheBlindAnswerOnly()
    {
        var (disputed, expert) = await SceneAsync();
        var project = disputed.Project;
        await project.ExecuteAsync("UPDATE comparisons SET model_a = 'aster-7b', model_b = 'cedar-70b' WHERE project_id = $1", project.Id.Value);

        var queue = await expert.GetHtmlAsync($"/p/{project.Id}/review");
        using var opened = await expert.PostFormAsync($"/p/{project.Id}/review", [], "form[action*=Next]");
        var path = opened.Headers.Location!.OriginalString;
        var blind = await expert.GetHtmlAsync(path);
        using var answered = await expert.PostFormAsync(path, Fields(("Form.Answer", "2")), Blind);
        var seen = await expert.GetHtmlAsync(path);
        var reloaded = await expert.GetHtmlAsync(path);
        using var decided = await expert.PostFormAsync(path, Fields(("Form.Reason", "The longer one is wrong."), ("Form.Next", "false")), Decide);
        var done = await expert.GetHtmlAsync(path);

        Assert.All(blind.QuerySelectorAll(".scale input"), input => Assert.Equal("radio", input.GetAttribute("type")));
        Assert.Equal(2, blind.QuerySelectorAll(".review-why p").Length);
        Assert.EndsWith($"{path}#votes", answered.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("Your answer is kept: 1 is better. Now see what others said and decide.", seen.QuerySelector("#notice")!.TextContent.Trim());
        Assert.Null(reloaded.QuerySelector("#notice"));
        Assert.Contains("Decided: 1 is better. It stays an ordinary comparison.", done.QuerySelector("#notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["no majority", "scattered"], queue.QuerySelectorAll("tbody .badge").Select(badge => badge.TextContent));
        Assert.Equal("1", queue.QuerySelector(".sub [aria-current=page] .badge")!.TextContent);
        foreach (var secret in new[] { "I say", "aster-7b", "cedar-70b", "annotator-", "Annotator 1" })
        {
            Assert.DoesNotContain(secret, queue.Source.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, blind.Source.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, seen.QuerySelectorAll(".said li").Length);
        Assert.Contains("I say B>>", seen.QuerySelector(".said")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("annotator-", seen.Source.Text, StringComparison.Ordinal);
        Assert.Contains("aster-7b", seen.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", seen.QuerySelector("#decide-form [name='Form.Answer'][checked]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Contains("The longer one is wrong.", done.QuerySelector("[aria-labelledby=decision]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await expert.GetHtmlAsync($"/p/{project.Id}/review")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Decision_IsShownToWhoAnswered_AndToNobodyElse()
    {
        var person = await web.Factory.AddPersonAsync("ann@example.org");
        var (disputed, expert) = await SceneAsync(person);
        await DecideAsync(disputed, expert, "It cites its source.");
        using var annotator = await web.Factory.SignInAsync("ann@example.org");
        var stranger = await web.Factory.AddPersonAsync("other@example.org");
        await disputed.Project.AddAnnotatorAsync(person: stranger);
        using var other = await web.Factory.SignInAsync("other@example.org");

        var mine = await annotator.GetHtmlAsync($"/p/{disputed.Project.Id}/me");
        var link = mine.QuerySelector("[aria-labelledby=decisions] a")!.GetAttribute("href")!;
        var answer = await annotator.GetHtmlAsync(link);
        using var hidden = await other.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("It cites its source.", mine.QuerySelector("[aria-labelledby=decisions]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It cites its source.", answer.QuerySelector("#decision")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Name of", mine.QuerySelector("[aria-labelledby=decisions]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("I say B>>", answer.Source.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Null((await other.GetHtmlAsync($"/p/{disputed.Project.Id}/me")).QuerySelector("[aria-labelledby=decisions]"));
    }

    [Fact]
    public async Task Decision_ThatMadeAGold_IsNotShownToWhoAnswered()
    {
        var person = await web.Factory.AddPersonAsync("gold@example.org");
        var (disputed, expert) = await SceneAsync(person);
        await DecideAsync(disputed, expert, "It cites its source.", "Gold");
        using var annotator = await web.Factory.SignInAsync("gold@example.org");

        var mine = await annotator.GetHtmlAsync($"/p/{disputed.Project.Id}/me");
        var list = await annotator.GetHtmlAsync($"/p/{disputed.Project.Id}/answers");
        var answer = await annotator.GetHtmlAsync(list.QuerySelector("tbody a")!.GetAttribute("href")!);

        Assert.Equal(2, await disputed.Project.ScalarAsync<short>("SELECT use FROM comparisons WHERE project_id = $1", disputed.Project.Id.Value));
        Assert.Null(mine.QuerySelector("[aria-labelledby=decisions]"));
        Assert.Null(answer.QuerySelector("#decision"));
    }

    [Fact]
    public async Task Decide_WithoutReasonOrBlindAnswer_SaysWhatIsMissing()
    {
        var (disputed, expert) = await SceneAsync();
        var path = $"/p/{disputed.Project.Id}/review/{await disputed.ComparisonAsync()}";
        var form = await expert.GetHtmlAsync(path);
        using var unopened = await PostAsync(expert, form, path, "Decide", ("Form.Answer", "2"), ("Form.Reason", "Because"), ("Form.Becomes", "Nothing"));
        await expert.PostFormAsync(path, [], "form[action*=Open]");
        using var unanswered = await PostAsync(expert, form, path, "Decide", ("Form.Answer", "2"), ("Form.Reason", "Because"), ("Form.Becomes", "Nothing"));
        await expert.PostFormAsync(path, Fields(("Form.Answer", "4")), Blind);
        using var reasonless = await expert.PostFormAsync(path, Fields(("Form.Reason", " "), ("Form.Answer", "5")), Decide);
        using var odd = await expert.PostFormAsync(path, Fields(("Form.Reason", "Because"), ("Form.Becomes", "Everything")), Decide);

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], new[] { unopened, unanswered, reasonless, odd }.Select(it => it.StatusCode));
        var page = await reasonless.HtmlAsync();
        Assert.Contains("Give a reason.", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("5", page.QuerySelector("#decide-form [name='Form.Answer'][checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Undo_ByALead_PutsItBackAndIsToldOnTheComparison()
    {
        var (disputed, expert) = await SceneAsync();
        await DecideAsync(disputed, expert, "It cites its source.");
        using var lead = await PersonAsync(disputed.Project, Role.Lead);
        var comparison = await disputed.ComparisonAsync();
        var path = $"/p/{disputed.Project.Id}/review/{comparison}";

        var decided = await lead.GetHtmlAsync((await lead.GetHtmlAsync($"/p/{disputed.Project.Id}/review")).QuerySelectorAll("[aria-label=Reviews] a")[1].GetAttribute("href")!);
        Assert.Equal("Decided 1", decided.QuerySelector("[aria-label=Reviews] [aria-current]")!.TextContent);
        Assert.Contains("It cites its source.", decided.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(path, decided.QuerySelector("tbody a")!.GetAttribute("href"));
        using var undone = await lead.PostFormAsync(path, Fields(("Form.UndoReason", "The source is made up.")), "form[action*=Undo]");

        var details = await lead.GetHtmlAsync($"/p/{disputed.Project.Id}/comparisons/{comparison}");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Contains("The source is made up.", details.QuerySelector("[aria-labelledby=reviews]")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await expert.GetHtmlAsync($"/p/{disputed.Project.Id}/review")).QuerySelectorAll("tbody tr"));
        var overview = (await lead.GetHtmlAsync($"/p/{disputed.Project.Id}")).QuerySelector("main")!.TextContent;
        Assert.Contains("1 waiting for an expert", overview, StringComparison.Ordinal);
        Assert.Contains("0 decided by experts", overview, StringComparison.Ordinal);
        Assert.NotNull((await lead.GetHtmlAsync($"/p/{disputed.Project.Id}/review/decided")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Undo_InTheMessageOnTheNextOne_TakesTheDecisionBack()
    {
        var (disputed, expert) = await SceneAsync();
        var path = $"/p/{disputed.Project.Id}/review/{await disputed.ComparisonAsync()}";
        await expert.PostFormAsync(path, [], "form[action*=Open]");
        await expert.PostFormAsync(path, Fields(("Form.Answer", "2")), Blind);
        using var decided = await expert.PostFormAsync(path, Fields(("Form.Reason", "Because"), ("Form.Becomes", "Training"), ("Form.Next", "true")), Decide);

        var queue = decided.Headers.Location!.OriginalString;
        Assert.Equal($"/p/{disputed.Project.Id}/review", queue);
        using var undone = await expert.PostFormAsync(queue, Fields(("Form.UndoReason", "Misread")), "#notice form");

        Assert.Equal(path, undone.Headers.Location!.OriginalString);
        Assert.Equal("The decision was taken back.", (await expert.GetHtmlAsync(path)).QuerySelector("#notice")!.TextContent.Trim());
        Assert.Equal(4, await disputed.Project.ScalarAsync<short>("SELECT state FROM reviews WHERE project_id = $1", disputed.Project.Id.Value));
    }

    [Fact]
    public async Task Page_OfAnotherProjectOrWithBadFilters_Is404Or400()
    {
        var (disputed, _) = await SceneAsync();
        var (other, expert) = await SceneAsync();
        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await expert.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/p/{disputed.Project.Id}/review"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/p/{disputed.Project.Id}/review/decided"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"/p/{other.Project.Id}/review/decided?after=x"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/p/{other.Project.Id}/review/{await disputed.ComparisonAsync()}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/p/{other.Project.Id}/review/999999"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"/p/{other.Project.Id}/review?reason=bored"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"/p/{other.Project.Id}/review?tag=a%00b"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"/p/{other.Project.Id}/review?tag={new string('x', 201)}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/p/{other.Project.Id}/review/{await other.ComparisonAsync()}?handler=Source&side=1"));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, IDocument page, string path, string handler, params (string Name, string Value)[] fields)
    {
        var values = Fields(fields);
        values["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(values);
        return await browser.PostAsync(new Uri($"{path}?handler={handler}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static async Task DecideAsync(DisputedProject disputed, HttpClient expert, string reason, string becomes = "Nothing")
    {
        var path = $"/p/{disputed.Project.Id}/review/{await disputed.ComparisonAsync()}";
        await expert.PostFormAsync(path, [], "form[action*=Open]");
        await expert.PostFormAsync(path, Fields(("Form.Answer", "2")), Blind);
        using var decided = await expert.PostFormAsync(path, Fields(("Form.Reason", reason), ("Form.Becomes", becomes), ("Form.Next", "false")), Decide);
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
    }

    private async Task<(DisputedProject Disputed, HttpClient Expert)> SceneAsync(Person? first = null)
    {
        var disputed = await DisputedProject.CreateAsync(web.Data.Database, first: first);
        await disputed.DisputeAsync();
        return (disputed, await PersonAsync(disputed.Project, Role.Expert));
    }

    private async Task<HttpClient> PersonAsync(TestProject project, Role role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: role);
        return await web.Factory.SignInAsync(email);
    }
}
