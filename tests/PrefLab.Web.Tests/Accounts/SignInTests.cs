using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Testing;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Accounts;

public sealed class SignInTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/caf\u00e9", "/")]
    [InlineData("/caf%C3%A9", "/caf%C3%A9")]
    [InlineData("", "/")]
    public async Task Post_ReturnUrl_LeadsToThisSiteOnly(string returnUrl, string expected)
    {
        var email = $"{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(email);
        using var client = web.Factory.NewClient();

        using var answer = await client.PostFormAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", Fields(("Form.Email", email), ("Form.Password", Password)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.Contains("session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Post_UnknownAndKnownAddress_GetTheSamePage()
    {
        await web.Factory.AddPersonAsync("known@example.org");

        var known = await RefusedAsync("known@example.org", "a wrong password");
        var unknown = await RefusedAsync("nobody@example.org", "a wrong password");

        Assert.Equal(known.Replace("known@example.org", "X", StringComparison.Ordinal), unknown.Replace("nobody@example.org", "X", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(128, true)]
    [InlineData(257, false)]
    [InlineData(1_000_000, false)]
    public async Task Post_LongPassword_IsTakenUpToTheLimit(int length, bool accepted)
    {
        var email = $"long{length}@example.org";
        var password = new string('x', length);
        var created = await web.Factory.InScopeAsync((PersonService people) =>
            people.CreateAsync(new NewPerson(email, "Long", password), null, false, false, Ct));
        Assert.Equal(accepted, created is CreatePersonResult.Created);

        using var client = web.Factory.NewClient();
        using var answer = await client.PostFormAsync("/sign-in", Fields(("Form.Email", email), ("Form.Password", password)));
        Assert.Equal(accepted ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_IsRefused()
    {
        using var client = web.Factory.NewClient();
        using var form = new FormUrlEncodedContent(Fields(("Form.Email", "a@b"), ("Form.Password", Password)));
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Demonstration_OutsideOfOne_IsNeitherOfferedNorTaken()
    {
        var person = await web.Factory.AddPersonAsync("demo@example.org", isDemonstration: true);
        using var client = web.Factory.NewClient();
        var page = await client.GetHtmlAsync("/sign-in");
        Assert.Null(page.QuerySelector("form[action*=Demonstration]"));

        using var answer = await client.PostFormAsync("/sign-in", Fields(("personId", person.Id.ToString(null, null))), "main form");
        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        using var form = new FormUrlEncodedContent(Fields(
            ("personId", $"{person.Id}"),
            ("__RequestVerificationToken", page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!)));
        using var forced = await client.PostAsync(new Uri("/sign-in?handler=Demonstration", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.NotFound, forced.StatusCode);
    }

    [Fact]
    public async Task Demonstration_InOne_SignsInItsPeopleOnly()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        await using var factory = new PrefLabFactory(database.ConnectionString, settings: Fields(("Demonstration:Enabled", "true")));
        await factory.WhenReadyAsync();
        await factory.AddPersonAsync("demo@example.org", isDemonstration: true);
        var real = await factory.AddPersonAsync("real@example.org");
        using var client = factory.NewClient();

        using var refused = await client.PostFormAsync("/sign-in", Fields(("personId", $"{real.Id}")), "form[action*=Demonstration]");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var taken = await client.PostFormAsync("/sign-in", [], "form[action*=Demonstration]");
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        using var account = await client.GetAsync(new Uri("/account", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, account.StatusCode);
    }

    [Fact]
    public async Task Post_TooManyFromOneAddress_GetsToldToWait()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        await using var factory = new PrefLabFactory(database.ConnectionString, settings: Fields(("RateLimits:SignInsPerMinute", "2")));
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();
        for (var i = 0; i < 2; i++)
        {
            using var let = await client.PostFormAsync("/sign-in", Fields(("Form.Email", "a@b"), ("Form.Password", Password)));
            Assert.Equal(HttpStatusCode.BadRequest, let.StatusCode);
        }

        using var stopped = await client.PostFormAsync("/sign-in", Fields(("Form.Email", "a@b"), ("Form.Password", Password)));
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        Assert.NotNull(stopped.Headers.RetryAfter);
    }

    [Fact]
    public async Task Session_AfterLock_EndsWithinAMinute()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        var clock = new TestClock();
        await using var factory = new PrefLabFactory(database.ConnectionString, clock);
        await factory.WhenReadyAsync();
        var person = await factory.AddPersonAsync("locked@example.org");
        using var client = await factory.SignInAsync("locked@example.org");
        using var key = await factory.KeyClientAsync(person.Id);
        var simulate = new Uri("/api/v1/projects/1/simulated", UriKind.Relative);
        using var before = await key.PostAsync(simulate, null, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);

        var administrator = await factory.AddPersonAsync("locks@example.org", isAdministrator: true);
        await factory.InScopeAsync((PersonService people) => people.LockAsync(new Actor(administrator.Id, true, null), person.Id, Ct));
        clock.Advance(TimeSpan.FromSeconds(60));

        using var page = await client.GetAsync(new Uri("/account", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var call = await key.PostAsync(simulate, null, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    private async Task<string> RefusedAsync(string email, string password)
    {
        using var client = web.Factory.NewClient();
        using var answer = await client.PostFormAsync("/sign-in", Fields(("Form.Email", email), ("Form.Password", password)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.HtmlAsync();
        foreach (var token in page.QuerySelectorAll("[name=__RequestVerificationToken]"))
        {
            token.Remove();
        }

        return page.QuerySelector("main")!.OuterHtml;
    }
}
