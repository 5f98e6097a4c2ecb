using System.Net;
using AngleSharp.Dom;
using PrefLab.Testing.Web;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Tests.Languages;

public sealed class LanguageTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Theory]
    [InlineData(null, "en", "Sign in")]
    [InlineData("de-AT,de;q=0.9,en;q=0.5", "de", "Anmelden")]
    [InlineData("fr,en;q=0.5", "en", "Sign in")]
    [InlineData("fr", "en", "Sign in")]
    [InlineData("*", "en", "Sign in")]
    public async Task Get_NothingChosen_SpeaksAsTheBrowserAsks(string? accepts, string language, string heading)
    {
        using var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepts);

        var page = await client.GetHtmlAsync("/sign-in");

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Choose_German_HoldsForTheBrowserWhateverItAsks()
    {
        using var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");

        using var chosen = await client.PostFormAsync("/language?returnUrl=/sign-in", WebPeople.Fields(("language", "de")));
        var page = await client.GetHtmlAsync("/sign-in");

        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal("/sign-in", chosen.Headers.Location!.OriginalString);
        Assert.Equal("Anmelden", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("true", page.QuerySelector(".languages [value=de]")!.GetAttribute("aria-pressed"));
    }

    [Theory]
    [InlineData("fr", "/")]
    [InlineData("", "/")]
    public async Task Choose_WhatIsNotOffered_IsRefused(string language, string returnUrl)
    {
        using var client = web.Factory.NewClient();

        using var answer = await client.PostFormAsync("/language", WebPeople.Fields(("language", language), ("returnUrl", returnUrl)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Choose_WithAForeignReturnAddress_GoesToTheStart(string returnUrl)
    {
        using var client = web.Factory.NewClient();

        using var answer = await client.PostFormAsync("/language", WebPeople.Fields(("language", "de"), ("returnUrl", returnUrl)));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Error_InGerman_SaysSoInGerman()
    {
        using var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        using var answer = await client.GetAsync(new Uri("/nothing-here", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.HtmlAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Diese Seite gibt es nicht", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSoInGerman()
    {
        using var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        using var answer = await client.PostFormAsync(
            "/sign-in", WebPeople.Fields(("Form.Email", "x@example.org"), ("Form.Password", "wrong password")), "form:not([action*=Demonstration])");
        var page = await answer.HtmlAsync();

        Assert.StartsWith("Die E-Mail-Adresse oder das Passwort stimmt nicht.", page.QuerySelector("[role=alert]")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Offered_English_IsTheDefault() => Assert.Equal("en", LanguageServices.Offered[0].Name);
}
