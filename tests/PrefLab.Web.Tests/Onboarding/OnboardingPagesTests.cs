using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Core.Onboarding;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Onboarding;

public sealed class OnboardingPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Onboarding_WithoutScripts_LeadsFromConsentToWork()
    {
        var project = await ProjectAsync(new OnboardingSettings
        {
            Consent = "Do you **agree**? <script>alert(1)</script>",
            ConsentVersion = 1,
            Training = true,
            Qualification = true,
            Questions = 1,
            PassPercent = 100,
            Attempts = 3,
        });
        await web.Factory.AddPersonAsync("new@example.org", project: project.Id, role: Role.Annotator);
        using var browser = await web.Factory.SignInAsync("new@example.org");
        var path = $"/p/{project.Id}/onboarding";

        using var unticked = await browser.PostFormAsync(path, [], "form[action*=Consent]");
        using var consent = await browser.PostFormAsync(path, Fields(("agree", "true")), "form[action*=Consent]");
        using var training = await browser.PostFormAsync(path, [], "form[action*=Training]");
        using var answer = await browser.PostFormAsync(path, Fields(("answer", "1")), "#question");
        var explained = await browser.GetHtmlAsync(answer.Headers.Location!.OriginalString);
        using var qualification = await browser.PostFormAsync(path, [], "form[action*=Qualification]");
        var question = await browser.GetHtmlAsync(path);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect),
            (unticked.StatusCode, consent.StatusCode, training.StatusCode, qualification.StatusCode));
        Assert.Contains("because", explained.QuerySelector(".explanation")!.TextContent, StringComparison.Ordinal);
        Assert.Null(explained.QuerySelector("#question"));
        Assert.NotNull(question.QuerySelector("#question"));
        Assert.DoesNotContain("because", question.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, question.QuerySelectorAll("#question button[name=answer]").Length);
    }

    [Fact]
    public async Task Join_NothingAsked_IsActiveAtOnce()
    {
        var project = await ProjectAsync(OnboardingSettings.None);
        await web.Factory.AddPersonAsync("plain@example.org", project: project.Id, role: Role.Annotator);

        Assert.Equal((short)2, await project.ScalarAsync<short>("SELECT standing FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Theory]
    [InlineData("Input.PassPercent", "0")]
    [InlineData("Input.Attempts", "11")]
    [InlineData("Input.Questions", "none")]
    public async Task Settings_OutOfRange_NamesTheField(string field, string value)
    {
        var project = await ProjectAsync(OnboardingSettings.None);
        using var lead = await LeadAsync(project, $"{field}@example.org");

        using var answer = await lead.PostFormAsync($"/p/{project.Id}/settings/onboarding", Fields((field, value)), "#onboarding");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.HtmlAsync()).QuerySelector($"[data-valmsg-for=\"{field}\"]")!.TextContent);
    }

    [Fact]
    public async Task Settings_ConsentChanged_IsANewVersionThatIsKept()
    {
        var project = await ProjectAsync(OnboardingSettings.None);
        using var lead = await LeadAsync(project, "consent@example.org");
        var path = $"/p/{project.Id}/settings/onboarding";

        using var first = await lead.PostFormAsync(path, Fields(("Input.Consent", "One\r\ntwo"), ("Input.Qualification", "true")), "#onboarding");
        using var same = await lead.PostFormAsync(path, [], "#onboarding");
        using var second = await lead.PostFormAsync(path, Fields(("Input.Consent", "Three")), "#onboarding");

        Assert.Equal("1:One\ntwo 2:Three", await project.ScalarAsync<string>(
            "SELECT string_agg(version || ':' || markdown, ' ' ORDER BY version) FROM consent_texts WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Me_AFlaggedAnnotator_SeesNoCountsOfGoldsAndAppeals()
    {
        var project = await ProjectAsync(OnboardingSettings.None);
        await web.Factory.AddPersonAsync("flagged@example.org", project: project.Id, role: Role.Annotator);
        await project.ExecuteAsync("UPDATE annotators SET standing = 3, standing_reason = '2 of 6 golds answered right.' WHERE project_id = $1", project.Id.Value);
        using var browser = await web.Factory.SignInAsync("flagged@example.org");

        var page = await browser.GetHtmlAsync($"/p/{project.Id}/me");
        using var empty = await browser.PostFormAsync($"/p/{project.Id}/me", Fields(("Appeal", " ")), "form[action*=Appeal]");
        using var appeal = await browser.PostFormAsync($"/p/{project.Id}/me", Fields(("Appeal", "I read <b>all</b>")), "form[action*=Appeal]");
        using var lead = await LeadAsync(project, "answers@example.org");
        var annotator = await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value);
        var list = await lead.GetHtmlAsync($"/p/{project.Id}/annotators");
        using var answered = await lead.PostFormAsync($"/p/{project.Id}/annotators/{annotator}", Fields(("appealAnswer", "So did we")), "form[action*=Appeal]");

        Assert.DoesNotContain("gold", page.QuerySelector("main")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (empty.StatusCode, appeal.StatusCode, answered.StatusCode));
        Assert.Contains("1 open appeal", list.QuerySelector("#appeals")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", list.QuerySelector("nav.sub [href$='/annotators'] .badge")!.TextContent);
        Assert.Contains("So did we", (await browser.GetHtmlAsync($"/p/{project.Id}/me")).QuerySelector(".appeal")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Me_OfAProjectOfOthers_IsNotFound()
    {
        var (own, other) = (await ProjectAsync(OnboardingSettings.None), await ProjectAsync(OnboardingSettings.None));
        await web.Factory.AddPersonAsync("own@example.org", project: own.Id, role: Role.Annotator);
        using var browser = await web.Factory.SignInAsync("own@example.org");

        foreach (var page in new[] { "me", "onboarding" })
        {
            using var answer = await browser.GetAsync(new Uri($"/p/{other.Id}/{page}", UriKind.Relative), Ct);

            Assert.Equal((page, HttpStatusCode.NotFound), (page, answer.StatusCode));
        }
    }

    private async Task<HttpClient> LeadAsync(TestProject project, string email)
    {
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Lead);
        return await web.Factory.SignInAsync(email);
    }

    /// <summary>One comparison for training and one question.</summary>
    private async Task<TestProject> ProjectAsync(OnboardingSettings settings)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, change: it => it.Onboarding = settings);
        await project.AddGoldsAsync(2);
        await project.ExecuteAsync(
            "UPDATE comparisons SET use = 3 + (external_id = 'c-1')::int, gold_explanation = 'because' WHERE project_id = $1", project.Id.Value);
        return project;
    }
}
