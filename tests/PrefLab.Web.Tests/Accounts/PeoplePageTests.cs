using System.Net;
using PrefLab.Testing;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Accounts;

public sealed class PeoplePageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrator_AppointedAndDismissed_GainsAndLosesThePageWithinAMinute()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        var clock = new TestClock();
        await using var factory = new PrefLabFactory(database.ConnectionString, clock);
        await factory.WhenReadyAsync();
        await factory.AddPersonAsync("first@example.org", isAdministrator: true);
        var person = await factory.AddPersonAsync("second@example.org");
        using var first = await factory.SignInAsync("first@example.org");
        using var second = await factory.SignInAsync("second@example.org");
        using var key = await factory.KeyClientAsync(person.Id);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(second));

        using var appointed = await first.PostFormAsync("/people", [], ".confirm form[action*=Appoint]");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, appointed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second));
        Assert.Equal(HttpStatusCode.NotFound, await SimulateAsync(key));

        using var dismissed = await first.PostFormAsync("/people", [], ".confirm form[action*=Dismiss]");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, dismissed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(second));
        Assert.Equal(HttpStatusCode.Forbidden, await SimulateAsync(key));
    }

    [Fact]
    public async Task People_Oneself_CanNeitherBeDismissedNorLocked()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        await using var factory = new PrefLabFactory(database.ConnectionString);
        await factory.WhenReadyAsync();
        var person = await factory.AddPersonAsync("only@example.org", isAdministrator: true);
        using var only = await factory.SignInAsync("only@example.org");

        var page = await only.GetHtmlAsync("/people");
        Assert.Empty(page.QuerySelectorAll("form[action*=Dismiss], form[action*=Appoint], form[action*=Lock]"));
        foreach (var handler in new[] { "Dismiss", "Lock" })
        {
            using var form = new FormUrlEncodedContent(Fields(
                ("personId", $"{person.Id}"),
                ("__RequestVerificationToken", page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!)));
            using var refused = await only.PostAsync(new Uri($"/people?handler={handler}", UriKind.Relative), form, Ct);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(only));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/people", UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    /// <summary>Needs an administrator; of a project that is not there, so that it says 404 to one.</summary>
    private static async Task<HttpStatusCode> SimulateAsync(HttpClient client)
    {
        using var content = new StringContent("""{"name":"robot"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/projects/999999/simulated", UriKind.Relative), content, Ct);
        return answer.StatusCode;
    }
}
