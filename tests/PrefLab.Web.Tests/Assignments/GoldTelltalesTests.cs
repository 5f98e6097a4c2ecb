using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Assignments;

/// <summary>What an annotator receives for a gold and for an ordinary comparison of the same texts: the same bytes, but for what is random.</summary>
public sealed partial class GoldTelltalesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const int Batch = 8;

    private static readonly string[] Different = ["Date", "X-Request-Id"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_WorkRenewalAndAnswer_LookTheSame()
    {
        var project = await ProjectAsync();
        using var client = await web.ClientOfAsync(await project.AddAnnotatorAsync());
        var shapes = new List<(bool IsGold, string Shape)>();
        // The last answer of a batch leads to its end, whatever it answers.
        for (var answer = 1; answer < Batch; answer++)
        {
            var (token, work) = await NextAsync(client, project, count: 1);
            using var renewed = await client.PostAsync(new Uri($"{Path(project)}/{token}/renew", UriKind.Relative), content: null, Ct);
            using var stored = await client.PostAsJsonAsync($"{Path(project)}/{token}/label", new { submissionKey = Guid.NewGuid(), answer = (answer % 5) + 1 }, Ct);
            shapes.Add((await IsGoldAsync(project, token), string.Join('\n', work, await ShapeAsync(renewed), await ShapeAsync(stored))));
        }

        AssertAlike(shapes);
    }

    [Fact]
    public async Task Api_Skip_LooksTheSame()
    {
        var project = await ProjectAsync();
        using var client = await web.ClientOfAsync(await project.AddAnnotatorAsync());
        var shapes = new List<(bool IsGold, string Shape)>();
        for (var position = 0; position < Batch; position++)
        {
            var (token, _) = await NextAsync(client, project, count: 1);
            using var skipped = await client.PostAsJsonAsync($"{Path(project)}/{token}/skip", new { reason = "CannotJudge" }, Ct);
            shapes.Add((await IsGoldAsync(project, token), await ShapeAsync(skipped)));
        }

        AssertAlike(shapes);
    }

    [Fact]
    public async Task Api_SeveralAtOnce_ExpireAtTheSameMoment()
    {
        var project = await ProjectAsync();
        var golds = 0;
        for (var person = 0; person < 6; person++)
        {
            using var client = await web.ClientOfAsync(await project.AddAnnotatorAsync());
            using var response = await client.PostAsJsonAsync($"{Path(project)}/next", new { count = 3 }, Ct);
            using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
            var served = reply.RootElement.GetProperty("assignments").EnumerateArray().ToList();
            Assert.Single(served.Select(assignment => assignment.GetProperty("expiresAt").GetString()).Distinct(StringComparer.Ordinal));
            foreach (var token in served.Select(assignment => assignment.GetProperty("token").GetGuid()))
            {
                golds += await IsGoldAsync(project, token) ? 1 : 0;
            }
        }

        Assert.InRange(golds, 1, 17);
    }

    [Fact]
    public async Task Page_WorkAndAnswer_LookTheSame()
    {
        var project = await ProjectAsync();
        var email = $"page-{project.Id}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        using var browser = await web.Factory.SignInAsync(email);
        var address = new Uri($"/p/{project.Id}/annotate", UriKind.Relative);
        using var asked = await browser.PostFormAsync(address.ToString(), [], "form[action*=Next]");
        var shapes = new List<(bool IsGold, string Shape)>();
        // The last answer of a batch leads to its end, whatever it answers.
        for (var answer = 1; answer < Batch; answer++)
        {
            using var shown = await browser.GetAsync(address, Ct);
            var token = Guid.Parse((await shown.HtmlAsync()).QuerySelector("[name='Input.Token']")!.GetAttribute("value")!);
            using var stored = await browser.PostFormAsync(address.ToString(), Fields(("Input.Answer", $"{(answer % 5) + 1}")), "form#answer");
            shapes.Add((await IsGoldAsync(project, token), await ShapeAsync(shown) + await ShapeAsync(stored)));
        }

        AssertAlike(shapes);
    }

    private static void AssertAlike(List<(bool IsGold, string Shape)> shapes)
    {
        Assert.Equal([false, true], shapes.Select(shape => shape.IsGold).Distinct().Order());
        Assert.Single(shapes.Select(shape => shape.Shape).Distinct(StringComparer.Ordinal));
    }

    private async Task<TestProject> ProjectAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, batchSize: Batch, goldFraction: .5);
        await project.AddGoldsAsync(Batch);
        for (var n = 0; n < Batch; n++)
        {
            await project.AddComparisonAsync($"prompt {n}", $"good {n}", $"bad {n}");
        }

        return project;
    }

    private static string Path(TestProject project) => $"/api/v1/projects/{project.Id}/assignments";

    private static async Task<(Guid Token, string Shape)> NextAsync(HttpClient client, TestProject project, int count)
    {
        using var response = await client.PostAsJsonAsync($"{Path(project)}/next", new { count }, Ct);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        return (reply.RootElement.GetProperty("assignments")[0].GetProperty("token").GetGuid(), await ShapeAsync(response));
    }

    private static Task<bool> IsGoldAsync(TestProject project, Guid token) => project.ScalarAsync<bool>(
        "SELECT c.gold_preference IS NOT NULL FROM assignments s JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id WHERE s.project_id = $1 AND s.token = $2",
        project.Id.Value,
        token);

    /// <summary>Status, headers and body, with random values, numbers and the side that a text is on made equal.</summary>
    private static async Task<string> ShapeAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !Different.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        var text = $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n{await response.Content.ReadAsStringAsync(Ct)}";
        return Number().Replace(Side().Replace(Secret().Replace(text, "*"), "text"), "0");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("good|bad(?= [0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Side();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
