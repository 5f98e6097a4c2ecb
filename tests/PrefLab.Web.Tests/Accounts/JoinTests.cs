using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Accounts;

public sealed class JoinTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitation_FromLeadToAnnotator_WorksOnceWithItsOwnRole()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync("lead@example.org", project: project.Id, role: Role.Lead);
        using var lead = await web.Factory.SignInAsync("lead@example.org");
        var members = $"/p/{project.Id}/members";
        using var made = await lead.PostFormAsync(members, Fields(("Form.Role", "Annotator")), "form[action*=Invite]");
        var link = new Uri((await made.HtmlAsync()).QuerySelector("#secret")!.GetAttribute("value")!).PathAndQuery;

        using var guest = web.Factory.NewClient();
        using var joined = await guest.PostFormAsync($"{link}?Role=Lead", Fields(
            ("Form.Email", "guest@example.org"), ("Form.DisplayName", "Guest"), ("Form.Password", Password), ("Form.Role", "Lead"), ("role", "4")));
        Assert.Equal($"/p/{project.Id}/annotate", joined.Headers.Location?.OriginalString);
        using var forbidden = await guest.GetAsync(new Uri(members, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var again = await web.Factory.NewClient().GetAsync(new Uri(link, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Contains("does not work any more", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var removed = await lead.PostFormAsync(members, [], "form[action*=Remove]");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        using var gone = await guest.GetAsync(new Uri($"/p/{project.Id}/annotate", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Invitation_OfSomebodyWithAnAccount_IsAcceptedOnItsPage()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync("has-an-account@example.org");
        using var browser = await web.Factory.SignInAsync("has-an-account@example.org");
        var link = await web.Factory.InScopeAsync((InvitationService service) =>
            service.CreateAsync(new Actor(1, true, null), project.Id, Role.Annotator, null, Ct));

        using var joined = await browser.PostFormAsync($"/join/{link.Token}", [], "main form");

        Assert.Equal($"/p/{project.Id}/annotate", joined.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Register_BadInput_IsToldFieldByField()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var link = await web.Factory.InScopeAsync((InvitationService service) =>
            service.CreateAsync(new Actor(1, true, null), project.Id, Role.Annotator, null, Ct));
        using var guest = web.Factory.NewClient();

        using var answer = await guest.PostFormAsync($"/join/{link.Token}", Fields(
            ("Form.Email", "<script>"), ("Form.DisplayName", " "), ("Form.Password", "short")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(3, (await answer.HtmlAsync()).QuerySelectorAll(".field-validation-error").Length);
    }

    [Fact]
    public async Task People_ResetLink_SetsAPassword()
    {
        await web.Factory.AddPersonAsync("admin@example.org", isAdministrator: true);
        var person = await web.Factory.AddPersonAsync("forgot@example.org");
        using var administrator = await web.Factory.SignInAsync("admin@example.org");
        var people = await administrator.GetHtmlAsync("/people");
        using var form = new FormUrlEncodedContent(Fields(
            ("personId", $"{person.Id}"),
            ("__RequestVerificationToken", people.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!)));
        using var made = await administrator.PostAsync(new Uri("/people?handler=Reset", UriKind.Relative), form, Ct);
        var link = new Uri((await made.HtmlAsync()).QuerySelector("#secret")!.GetAttribute("value")!).PathAndQuery;

        using var browser = web.Factory.NewClient();
        using var tooShort = await browser.PostFormAsync(link, Fields(("Form.Password", "short")));
        Assert.Single((await tooShort.HtmlAsync()).QuerySelectorAll(".field-validation-error"));
        using var done = await browser.PostFormAsync(link, Fields(("Form.Password", " a new password ")));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        using var signedIn = await web.Factory.SignInAsync("forgot@example.org", " a new password ");
        using var dead = await browser.GetAsync(new Uri(link, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, dead.StatusCode);
    }
}
