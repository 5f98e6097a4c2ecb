using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Web.Tests.Languages.PseudoSite;

namespace PrefLab.Web.Tests.Languages;

/// <summary>No page that an annotator sees says anything that could not be said in another language.</summary>
public sealed class PseudoPagesTests(PseudoSite site) : IClassFixture<PseudoSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_OfAccounts()
    {
        using var stranger = site.Factory.NewClient();
        await SpeaksAsync(stranger, "/sign-in", "#Form_Password");
        await PostedSpeaksAsync(stranger, "/sign-in", "form.card", "[role=alert]", ("Form.Email", ""), ("Form.Password", ""));
        await PostedSpeaksAsync(stranger, "/sign-in", "form.card", "[role=alert]", ("Form.Email", "0@example.org"), ("Form.Password", "no"));
        await SpeaksAsync(stranger, "/nowhere", ".notice-code");
        await SpeaksAsync(stranger, "/join/0", "h1");
        await SpeaksAsync(stranger, "/reset-password/0", "h1");
        await SpeaksAsync(stranger, "/first-administrator/0", "h1");

        var (administrator, person) = await site.PersonAsync(isAdministrator: true);
        var project = await site.ProjectAsync(0);
        var link = await site.Factory.InScopeAsync((InvitationService it) => it.CreateAsync(new Actor(person.Id, true, null), project.Id, Role.Annotator, null, Ct));
        await SpeaksAsync(stranger, $"/join/{link.Token}", "#Form_DisplayName");
        await PostedSpeaksAsync(stranger, $"/join/{link.Token}", "form.card", ".field-validation-error", ("Form.Email", "0"), ("Form.Password", "0"), ("Form.DisplayName", ""));
        var (browser, other) = await site.PersonAsync();
        await SpeaksAsync(browser, $"/join/{link.Token}", "form[action*=Accept]");
        var reset = await site.Factory.InScopeAsync((PasswordResetService it) => it.CreateAsync(new Actor(person.Id, true, null), other.Id, Ct));
        await SpeaksAsync(stranger, $"/reset-password/{reset!.Token}", "#Form_Password");
        await PostedSpeaksAsync(stranger, $"/reset-password/{reset.Token}", "form.card", ".field-validation-error", ("Form.Password", "0"));
        await SpeaksAsync(browser, "/account", "#new-key");
        await PostedSpeaksAsync(browser, "/account", "form[action*=Rename]", ".field-validation-error", ("displayName", ""));
        await PostedSpeaksAsync(browser, "/account", "section[aria-labelledby=new-key] form", ".field-validation-error", ("Form.Name", ""));
        await PostedSpeaksAsync(browser, "/account", "section[aria-labelledby=new-key] form", "#secret", ("Form.Name", "7"));
        await SpeaksAsync(browser, "/account", "form[action*=Revoke]");
        await SpeaksAsync(browser, "/projects", ".empty");
        await SpeaksAsync(browser, "/people", ".notice-code");
        await SpeaksAsync(administrator, "/projects", "tbody");
    }

    [Fact]
    public async Task Annotate_InEachState()
    {
        var project = await site.ProjectAsync(3, it => it.BatchSize = 2);
        await PublishAsync(project);
        var (browser, _) = await site.AnnotatorAsync(project);
        var path = $"/p/{project.Id}/annotate";

        await SpeaksAsync(browser, "/projects", "tbody .btn");
        await SpeaksAsync(browser, path, "#start");
        await WorkSpeaksAsync(browser, path, "hold=1", "#start");
        await WorkSpeaksAsync(browser, path, "hold=1&start=true", ".item");
        await SpeaksAsync(browser, path, ".item");
        await PostedSpeaksAsync(browser, path, "#skip form", ".work-message.bad", ("reason", "9"));
        await PostedSpeaksAsync(browser, path, "#answer", ".work-message.bad", ("Input.Answer", "9"));
        await AnswerAsync(browser, path);
        await PostedSpeaksAsync(browser, $"/p/{project.Id}/guidelines", "form[action*=Seen]", ".timeline");
        await PublishAsync(project);
        await SpeaksAsync(browser, path, "#new-guidelines");
        await PostedSpeaksAsync(browser, path, "#skip form", ".work-message", ("reason", "CannotJudge"));
        await SpeaksAsync(browser, path, ".work-rest");
        await WorkSpeaksAsync(browser, path, "hold=1&start=true", ".item");
        await AnswerAsync(browser, path);
        await WorkSpeaksAsync(browser, path, "hold=1&start=true", ".work-rest");
        await SpeaksAsync(browser, path + "?notice=nothing", ".work-rest");
        foreach (var notice in (string[])["recorded", "capped", "gone"])
        {
            await SpeaksAsync(browser, $"{path}?notice={notice}", ".work-message[role=status]");
        }

        foreach (var standing in (Standing[])[Standing.Paused, Standing.Onboarding])
        {
            await project.ExecuteAsync("UPDATE annotators SET standing = $2, standing_reason = '1' WHERE project_id = $1", project.Id.Value, (short)standing);
            await SpeaksAsync(browser, path, ".work-rest a");
            await WorkSpeaksAsync(browser, path, "hold=1", ".work-rest a");
        }

        await project.ExecuteAsync("UPDATE annotators SET standing = 2 WHERE project_id = $1", project.Id.Value);
        await project.ExecuteAsync("UPDATE projects SET state = $2 WHERE id = $1", project.Id.Value, (short)ProjectState.Closed);
        await SpeaksAsync(browser, path, ".work-rest");
        await SpeaksAsync(browser, "/projects", "tbody .badge");
    }

    [Fact]
    public async Task Answers_AndTheOwnPage()
    {
        var project = await site.ProjectAsync(2);
        var (browser, _) = await site.AnnotatorAsync(project);
        var own = $"/p/{project.Id}";
        await SpeaksAsync(browser, $"{own}/answers", ".empty");
        await SpeaksAsync(browser, $"{own}/me", ".kpis");
        await SpeaksAsync(browser, $"{own}/guidelines", ".empty");
        await PostedSpeaksAsync(browser, $"{own}/annotate", "form[action*=Next]", ".item");
        await AnswerAsync(browser, $"{own}/annotate");

        var answers = await SpeaksAsync(browser, $"{own}/answers", "tbody a");
        var answer = answers.QuerySelector("tbody a")!.GetAttribute("href")!;
        await SpeaksAsync(browser, answer, "#answer");
        await PostedSpeaksAsync(browser, answer, "#answer", ".work-message.bad", ("Input.Answer", "9"));
        await PostedSpeaksAsync(browser, answer, "#answer", ".alert", ("Input.Answer", "2"), ("Input.BothBad", "true"), ("Input.Flagged", "true"));
        await PostedSpeaksAsync(browser, answer, "#answer", ".alert", ("Input.Answer", "2"), ("Input.BothBad", "true"), ("Input.Flagged", "true"));
        await project.ExecuteAsync(
            """
            INSERT INTO reviews (project_id, comparison_id, expert_id, state, dispute, left_is_a, opened_at, expires_at, blind_preference, blind_at, preference, reason, became, decided_at)
            SELECT $1, comparison_id, 1, 2, 1, true, now(), now(), 0, now(), 0, '1 < 2', 0, now() FROM labels WHERE project_id = $1 AND is_current
            """,
            project.Id.Value);
        await SpeaksAsync(browser, answer, "#decision");
        await SpeaksAsync(browser, $"{own}/me", "[aria-labelledby=decisions]");
        await project.ExecuteAsync("UPDATE annotators SET standing = 3, standing_reason = '1' WHERE project_id = $1", project.Id.Value);
        await PostedSpeaksAsync(browser, $"{own}/me", "form[action*=Appeal]", ".field-validation-error", ("Appeal", ""));
        await PostedSpeaksAsync(browser, $"{own}/me", "form[action*=Appeal]", ".appeal", ("Appeal", "1"));
        await project.ExecuteAsync("UPDATE appeals SET answer = '2', answered_at = now(), answered_by = (SELECT min(id) FROM people) WHERE project_id = $1", project.Id.Value);
        foreach (var standing in (Standing[])[Standing.Onboarding, Standing.Active, Standing.Paused, Standing.Removed])
        {
            await project.ExecuteAsync("UPDATE annotators SET standing = $2 WHERE project_id = $1", project.Id.Value, (short)standing);
            await SpeaksAsync(browser, $"{own}/me", ".appeal");
        }
    }

    [Fact]
    public async Task Onboarding_EachStep()
    {
        var project = await site.ProjectAsync(4, it => it.Onboarding = new OnboardingSettings
        {
            Consent = "1 + 1 = 2",
            ConsentVersion = 1,
            GuidelinesMustBeRead = true,
            Training = true,
            Qualification = true,
            Questions = 2,
            PassPercent = 50,
            Attempts = 3,
        });
        await project.ExecuteAsync("UPDATE comparisons SET use = 3 + (external_id > 'c-1')::int, gold_preference = 0, gold_explanation = '1 < 2' WHERE project_id = $1", project.Id.Value);
        await PublishAsync(project);
        var (browser, _) = await site.AnnotatorAsync(project, Standing.Onboarding);
        var path = $"/p/{project.Id}/onboarding";

        await SpeaksAsync(browser, $"/p/{project.Id}/me", ".kpis");
        await SpeaksAsync(browser, path, "form[action*=Consent]");
        await PostedSpeaksAsync(browser, path, "form[action*=Consent]", "[role=alert]");
        await PostedSpeaksAsync(browser, path, "form[action*=Consent]", "form[action*=Guidelines]", ("agree", "true"));
        await PostedSpeaksAsync(browser, path, "form[action*=Guidelines]", "form[action*=Training]");
        await PostedSpeaksAsync(browser, path, "form[action*=Training]", "#question");
        await PostedSpeaksAsync(browser, path, "#question", ".explanation", ("answer", "1"));
        await PostedSpeaksAsync(browser, path, "#question", ".explanation", ("answer", "3"));
        foreach (var answer in (string[])["3", "1"])
        {
            await PostedSpeaksAsync(browser, path, "form[action*=Qualification]", "#question");
            await PostedSpeaksAsync(browser, path, "#question", "#question", ("answer", answer));
            await PostedSpeaksAsync(browser, path, "#question", "#go", ("answer", answer));
        }

        await SpeaksAsync(browser, path, "details.wrong, #go");
        await SpeaksAsync(browser, $"/p/{project.Id}/me", "form[action*=Withdraw]");
        await project.ExecuteAsync("UPDATE annotators SET standing = 4, standing_reason = '1' WHERE project_id = $1", project.Id.Value);
        await SpeaksAsync(browser, path, ".card bdi");
    }

    [Fact]
    public async Task Guidelines_AndWhatChangedInThem()
    {
        var project = await site.ProjectAsync(1);
        var (browser, _) = await site.AnnotatorAsync(project);
        await PublishAsync(project);
        await PostedSpeaksAsync(browser, $"/p/{project.Id}/guidelines", "form[action*=Seen]", ".timeline");
        await PublishAsync(project);

        await SpeaksAsync(browser, $"/p/{project.Id}/guidelines", ".guidelines-changes");
        await SpeaksAsync(browser, $"/p/{project.Id}/guidelines?version=1", ".badge.warn");
        await SpeaksAsync(browser, $"/p/{project.Id}/guidelines?handler=Panel", ".guidelines-panel");
    }

    [Fact]
    public async Task Preview_OfALead()
    {
        var (full, empty) = (await site.ProjectAsync(2), await site.ProjectAsync(0));
        var (lead, _) = await site.PersonAsync(isAdministrator: true);
        foreach (var project in (TestProject[])[full, empty])
        {
            await SpeaksAsync(lead, $"/p/{project.Id}/preview", ".work-bar");
        }

        await SpeaksAsync(lead, $"/p/{full.Id}/guidelines", ".empty");
        await PostedSpeaksAsync(lead, $"/p/{full.Id}/preview", "#answer", ".work-message", ("Input.Answer", "2"));
        await PostedSpeaksAsync(lead, $"/p/{full.Id}/preview", "#skip form", ".work-message", ("reason", "Other"));
    }

    [Fact]
    public async Task Page_WithAWordOfItsOwn_IsNotLetThrough()
    {
        const string Page = "<main>⟦ok⟧ <p title='⟦a ⟦b⟧⟧ c'>1 s</p><template><p>Word</p></template><i data-says='Do it now'></i></main>";
        using var answer = new HttpResponseMessage { Content = new StringContent(Page), RequestMessage = new HttpRequestMessage(HttpMethod.Get, "http://localhost/") };

        Assert.Equal(["p title: ⟦a ⟦b⟧⟧ c", "p.: Word", "i data-says: Do it now"], UntranslatedTexts.Of(await answer.HtmlAsync()));
    }

    private async Task PublishAsync(TestProject project)
    {
        var version = await project.ScalarAsync<int>("SELECT guideline_version FROM projects WHERE id = $1", project.Id.Value);
        var (_, lead) = await site.PersonAsync(isAdministrator: true);
        Assert.IsNotType<PublishResult.Invalid>(await site.Factory.InScopeAsync((GuidelineService it) =>
            it.PublishAsync(new Actor(lead.Id, true, null), project.Id, version, "1 > 2", version == 0 ? "1" : null, Ct)));
    }

    private static async Task AnswerAsync(HttpClient browser, string path)
    {
        using var answer = await browser.PostFormAsync(
            path, WebPeople.Fields(("Input.Answer", "2"), ("Input.Dimensions[11]", "1"), ("Input.Dimensions[12]", "2")), "#answer");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The fragment that the page's script asks for.</summary>
    private static async Task WorkSpeaksAsync(HttpClient browser, string path, string fields, string part)
    {
        var token = (await browser.GetHtmlAsync(path)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "?handler=Work")
        {
            Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-CSRF-TOKEN", token);
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        using var answer = await browser.SendAsync(request, Ct);
        AssertSpeaks(await answer.HtmlAsync(), part);
    }
}
