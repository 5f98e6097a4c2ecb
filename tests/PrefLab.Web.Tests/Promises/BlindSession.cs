using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Promises;

/// <summary>What the annotate page, its script, a browser without scripts and a curious person send, one after the other.</summary>
internal sealed class BlindSession(BlindScene scene, HttpClient browser)
{
    private string Assignments => $"{scene.Api}/assignments";

    /// <summary>A batch and what was given by name, as the page's script goes through it.</summary>
    public async Task WorkAsync()
    {
        await GetAsync("/projects", scene.Page, "/account/session");
        await TakeTokenAsync();
        await FragmentAsync("hold=3");
        var first = Tokens(await FragmentAsync("hold=3&start=true"));
        await FragmentAsync($"hold=12&start=true&have={first[0]}&have={first[1]}");
        var all = Tokens(await FragmentAsync("hold=12"));
        Assert.Equal(BlindScene.BatchSize + 2, all.Count);
        await FragmentAsync("hold=13");
        await SendAsync(HttpMethod.Post, $"{Assignments}/next", new { count = 3 });
        await SendAsync(HttpMethod.Post, $"{Assignments}/next", new { count = 99 });
        await GetAsync($"/p/{scene.Id}/guidelines?handler=Panel", scene.Page);
        await SendAsync(HttpMethod.Put, "/api/v1/account/settings", new { textSize = 1, reserve = true });
        await SendAsync(HttpMethod.Put, "/api/v1/account/settings", new { textSize = 99 });
        for (var n = 0; n < all.Count; n++)
        {
            await ItemAsync(all[n], answer: (n % 5) + 1, skip: n is 3 or 7);
        }

        await FragmentAsync("hold=3");
        await GetAsync(scene.Page);
    }

    /// <summary>Everything that can be asked with a token that is nobody's, or somebody else's, or malformed.</summary>
    public async Task RefusedAsync(IEnumerable<Guid> tokens)
    {
        foreach (var token in tokens)
        {
            await LookAsync(token);
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/renew", new { });
            await SendAsync(HttpMethod.Put, $"{Assignments}/{token}/draft", new { answer = 2 });
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/skip", new { reason = "Other" });
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/label", new { submissionKey = Guid.NewGuid(), answer = 2 });
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/correction", new { submissionKey = Guid.NewGuid(), supersedes = Guid.NewGuid(), answer = 2 });
        }

        await SendAsync(HttpMethod.Post, $"{Assignments}/next", "not an object");
        await SendAsync(HttpMethod.Post, Assignments, new { externalId = "none", annotatorId = 1 });
        await GetAsync($"{scene.Api}/comparisons", $"{scene.Api}/export", $"{scene.Api}/annotators", $"{scene.Api}/projects", "/api/v1/projects", $"{scene.Page}?handler=None");
    }

    /// <summary>The next batch by forms: an answer, a skip, an answer that did not arrive whole.</summary>
    public async Task WithoutScriptAsync()
    {
        using var started = await browser.PostFormAsync(scene.Page, [], "form[action*=Next]");
        using var answered = await browser.PostFormAsync(scene.Page, Fields(("Input.Answer", "4"), ("Input.Comment", "plain")), "form#answer");
        using var refused = await browser.PostFormAsync(scene.Page, Fields(("Input.Answer", "9")), "form#answer");
        using var skipped = await browser.PostFormAsync(scene.Page, Fields(("reason", "Harmful")), "#skip form");
        await GetAsync($"{scene.Page}?notice=skipped", $"{scene.Page}?notice=nothing");
        for (var more = 0; more < 4; more++)
        {
            using var next = await browser.PostFormAsync(scene.Page, Fields(("Input.Answer", "2")), "form#answer");
        }

        await GetAsync(scene.Page);
    }

    /// <summary>Every page of the site that needs no secret, whether it is an annotator's or not.</summary>
    public async Task EveryPageAsync(IEnumerable<string> endpoints)
    {
        foreach (var page in endpoints.Where(it => it.StartsWith("page /", StringComparison.Ordinal)).Select(it => it[5..]))
        {
            var path = page.Replace("{projectId:long}", $"{scene.Id}", StringComparison.Ordinal);
            await GetAsync(path.Contains('{', StringComparison.Ordinal) ? $"{path[..path.IndexOf('{', StringComparison.Ordinal)]}1" : path);
        }
    }

    /// <summary>The work is paused, and then the session is over.</summary>
    public async Task StoppedAsync()
    {
        await scene.Project.ExecuteAsync("UPDATE annotators SET standing = 4, standing_reason = 'a pause' WHERE project_id = $1", scene.Id.Value);
        await FragmentAsync("hold=3&start=true");
        await SendAsync(HttpMethod.Post, $"{Assignments}/next", new { count = 3 });
        await GetAsync(scene.Page);
        using var left = await browser.PostFormAsync("/sign-out", [], "main form");
        await SendAsync(HttpMethod.Post, $"{Assignments}/next", new { count = 3 });
        await FragmentAsync("hold=3");
        await GetAsync(scene.Page);
    }

    /// <summary>One comparison: looked at in every way, a draft, and its end with all that may go wrong.</summary>
    private async Task ItemAsync(Guid token, int answer, bool skip)
    {
        await LookAsync(token);
        await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/renew", new { });
        await SendAsync(HttpMethod.Put, $"{Assignments}/{token}/draft", new { answer, comment = "own words", activeSeconds = 3 });
        await SendAsync(HttpMethod.Put, $"{Assignments}/{token}/draft", new { answer = 9 });
        await GetAsync(scene.Page);
        if (skip)
        {
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/skip", new { reason = "None" });
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/skip", new { reason = "CannotJudge", comment = "own words" });
            await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/label", new { submissionKey = Guid.NewGuid(), answer });
            return;
        }

        var (key, correction) = (Guid.NewGuid(), Guid.NewGuid());
        var label = $"{Assignments}/{token}/label";
        await SendAsync(HttpMethod.Post, label, new { submissionKey = key, answer = 9 });
        await SendAsync(HttpMethod.Post, label, new { submissionKey = "no key", answer });
        await SendAsync(HttpMethod.Post, label, new { submissionKey = key, answer, comment = "own words", flagged = true, activeSeconds = 4 });
        await SendAsync(HttpMethod.Post, label, new { submissionKey = key, answer, comment = "own words", flagged = true, activeSeconds = 4 });
        await SendAsync(HttpMethod.Post, label, new { submissionKey = key, answer = 6 - answer });
        await SendAsync(HttpMethod.Post, label, new { submissionKey = Guid.NewGuid(), answer });
        await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/correction", new { submissionKey = correction, supersedes = key, answer = (answer % 5) + 1 });
        await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/correction", new { submissionKey = correction, supersedes = key, answer = (answer % 5) + 1 });
        await SendAsync(HttpMethod.Post, $"{Assignments}/{token}/correction", new { submissionKey = Guid.NewGuid(), supersedes = key, answer });
        await LookAsync(token);
        await GetAsync($"{Assignments}/recent");
        await FragmentAsync("hold=3");
    }

    private Task LookAsync(Guid token) => GetAsync(
        $"{scene.Page}?handler=Answered&token={token}", $"{scene.Page}?handler=Differences&token={token}",
        $"{scene.Page}?handler=Source&token={token}&side=1", $"{scene.Page}?handler=Source&token={token}&side=2", $"{scene.Page}?handler=Source&token={token}&side=3");

    private async Task GetAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            using var shown = await browser.GetAsync(new Uri(path, UriKind.Relative));
        }
    }

    private async Task SendAsync<T>(HttpMethod method, string path, T body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await browser.SendAsync(request);
    }

    private async Task<IElement?> FragmentAsync(string fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{scene.Page}?handler=Work");
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Content = new StringContent(fields, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await browser.SendAsync(request);
        return (await answer.HtmlAsync()).QuerySelector("#work");
    }

    private async Task TakeTokenAsync()
    {
        using var session = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/account/session", UriKind.Relative)));
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.RootElement.GetProperty("antiforgery").GetString());
    }

    private static List<Guid> Tokens(IElement? work) => [.. work!.GetAttribute("data-held")!.Split(',').Select(Guid.Parse)];
}
