using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Projects;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Promises;

/// <summary>
/// A project in which everything that an annotator must not learn is a word or a number that stands nowhere else, with another annotator's work in it.
/// </summary>
internal sealed class BlindScene(WebDatabase web, TestProject project, Person annotator)
{
    public const int BatchSize = 6;

    public const string Email = "blind@example.org";

    private const string LeadEmail = "zqlead@example.org";

    private const string OtherEmail = "zqothername@example.org";

    /// <summary>Ids are given from here on, so that their digits, and those of their bytes, are known.</summary>
    private const long Comparisons = 739187409000;

    private const long Assignments = 618273940000;

    private const long Labels = 582917460000;

    private static readonly Guid OtherKey = new("5eedfeed-0bad-4bad-8bad-5eedfeed0bad");

    /// <summary>What no answer to an annotator may hold, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Forbidden = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["zqexplained"] = "explanation of a gold",
        ["A>>"] = "expected answer of a gold",
        ["B>>"] = "expected answer of a gold",
        ["zqmodel"] = "name of a model",
        ["zqmeta"] = "metadata",
        ["zqverdict"] = "verdict in metadata",
        ["zqimported"] = "imported label",
        ["zqexternal"] = "external id",
        ["zqcomment"] = "comment of somebody else",
        ["zqdraft"] = "draft of somebody else",
        ["zqothername"] = "name of another annotator",
        [$"{OtherKey}"] = "submission key of somebody else",
        [$"{Comparisons}"[..9]] = "id of a comparison",
        [$"{Assignments}"[..9]] = "id of an assignment",
        [$"{Labels}"[..9]] = "id of a label",
        ["4861172"] = "labels on a level of a gold",
        ["9133704"] = "golds answered",
        ["9133603"] = "golds answered right",
        ["gold"] = "the word",
        ["expected"] = "the word",
        ["explanation"] = "the word",
        ["verdict"] = "the word",
        ["metadata"] = "the word",
        ["overlap"] = "the word",
        ["modelA"] = "the name of a field",
        ["externalId"] = "the name of a field",
        ["leftIsA"] = "the name of a field",
    };

    /// <summary>The same ids as bytes in hexadecimal, as a token would show them that was made of one: nobody is ever shown these.</summary>
    public static readonly IReadOnlyList<string> ForbiddenBytes =
        [.. new[] { Comparisons, Assignments, Labels }.Select(id => $"{id:x10}"[..7])];

    public ProjectId Id => project.Id;

    public TestProject Project => project;

    public string Page => $"/p/{Id}/annotate";

    public string Api => $"/api/v1/projects/{Id}";

    public static async Task<BlindScene> CreateAsync(WebDatabase web)
    {
        await StartIdsAsync(web);
        var project = await TestProject.CreateAsync(web.Data.Database, batchSize: BatchSize, goldFraction: .5, change: it =>
        {
            it.SkipsPerBatch = 2;
            it.Dimensions = [.. Dimension.Default.Select((dimension, index) => dimension with { Asked = index == 0 })];
        });
        await AddComparisonsAsync(web, project);
        await web.Factory.AddPersonAsync(LeadEmail, project: project.Id, role: Role.Lead);
        await web.Factory.AddPersonAsync(OtherEmail, project: project.Id, role: Role.Annotator);
        var annotator = await web.Factory.AddPersonAsync(Email, project: project.Id, role: Role.Annotator);
        await project.ExecuteAsync("UPDATE annotators SET answered = 913380000, golds_answered = 913370400, golds_correct = 913360300 WHERE project_id = $1", project.Id.Value);
        return new BlindScene(web, project, annotator);
    }

    /// <summary>A browser with nobody in it.</summary>
    public HttpClient Browser(RecordedTraffic traffic) => web.Factory.CreateDefaultClient(new Uri("http://localhost"), new CookieContainerHandler(new CookieContainer()), traffic);

    public static async Task SignInAsync(HttpClient browser, string email)
    {
        using var answer = await browser.PostFormAsync("/sign-in", Fields(("Form.Email", email), ("Form.Password", Password)), "form:not([action*=Demonstration])");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Another annotator answers, skips and leaves a draft; returns what that person is sent.</summary>
    public async Task<(RecordedTraffic Traffic, Guid Answered, Guid Held)> OtherAsync()
    {
        var traffic = new RecordedTraffic();
        using var browser = Browser(traffic);
        await SignInAsync(browser, OtherEmail);
        using var session = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/account/session", UriKind.Relative)));
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.RootElement.GetProperty("antiforgery").GetString());
        using var next = await browser.PostAsJsonAsync($"{Api}/assignments/next", new { count = 3 });
        using var work = JsonDocument.Parse(await next.Content.ReadAsStringAsync());
        Guid[] tokens = [.. work.RootElement.GetProperty("assignments").EnumerateArray().Select(it => it.GetProperty("token").GetGuid())];
        using var skipped = await browser.PostAsJsonAsync($"{Api}/assignments/{tokens[0]}/skip", new { reason = "Other", comment = "zqcomment of a skip" });
        using var stored = await browser.PostAsJsonAsync($"{Api}/assignments/{tokens[1]}/label", new { submissionKey = OtherKey, answer = 1, comment = "zqcomment of an answer" });
        using var drafted = await browser.PutAsJsonAsync($"{Api}/assignments/{tokens[2]}/draft", new { comment = "zqdraft" });
        Assert.Equal([204, 201, 204], new[] { skipped, stored, drafted }.Select(it => (int)it.StatusCode));
        using var page = await browser.GetAsync(new Uri(Page, UriKind.Relative));
        using var recent = await browser.GetAsync(new Uri($"{Api}/assignments/recent", UriKind.Relative));
        return (traffic, tokens[1], tokens[2]);
    }

    /// <summary>The lead gives the annotator two comparisons by name, one of them a gold.</summary>
    public async Task<RecordedTraffic> NameAsync()
    {
        var traffic = new RecordedTraffic();
        using var lead = await LeadAsync(traffic);
        var id = await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1 AND person_id = $2", Id.Value, annotator.Id);
        foreach (var external in (string[])["zqexternal-0", "zqexternal-19"])
        {
            using var given = await lead.PostAsJsonAsync($"{Api}/assignments", new { externalId = external, annotatorId = id });
            Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        }

        return traffic;
    }

    /// <summary>Everything that a lead is shown of the project.</summary>
    public async Task<RecordedTraffic> LeadSeesAsync()
    {
        var traffic = new RecordedTraffic();
        using var lead = await LeadAsync(traffic);
        foreach (var path in (string[])
            [$"{Api}/comparisons", $"{Api}/annotators", $"{Api}/export", $"{Api}/export?format=labels", $"/p/{Id}/audit", $"/p/{Id}/comparisons/assign", $"/p/{Id}/settings"])
        {
            using var shown = await lead.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }

        for (var id = Comparisons; id < Comparisons + 22; id++)
        {
            using var shown = await lead.GetAsync(new Uri($"{Api}/comparisons/{id}", UriKind.Relative));
        }

        using var tried = await lead.PostFormAsync($"/p/{Id}/preview?comparison={Comparisons + 11}", Fields(("Input.Answer", "3")), "form#answer");
        return traffic;
    }

    private async Task<HttpClient> LeadAsync(RecordedTraffic traffic)
    {
        var lead = Browser(traffic);
        await SignInAsync(lead, LeadEmail);
        using var session = JsonDocument.Parse(await lead.GetStringAsync(new Uri("/account/session", UriKind.Relative)));
        lead.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.RootElement.GetProperty("antiforgery").GetString());
        return lead;
    }

    private static async Task StartIdsAsync(WebDatabase web)
    {
        await using var owner = new NpgsqlConnection(web.Data.ConnectionString);
        await owner.OpenAsync();
        foreach (var (table, first) in new[] { ("comparisons", Comparisons), ("assignments", Assignments), ("labels", Labels) })
        {
            await using var command = new NpgsqlCommand($"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {first})", owner);
            await command.ExecuteScalarAsync();
        }
    }

    private static async Task AddComparisonsAsync(WebDatabase web, TestProject project)
    {
        await using var db = TestProject.Open(web.Data.Database);
        db.Comparisons.AddRange(Enumerable.Range(0, 20).Select(n => new Comparison
        {
            ProjectId = project.Id,
            ExternalId = $"zqexternal-{n}",
            Prompt = $"shown prompt {n}",
            ResponseA = $"shown response one of {n}",
            ResponseB = $"shown response two of {n}",
            ModelA = "zqmodel-7b",
            ModelB = "zqmodel-70b",
            Metadata = """{"zqmeta": "zqmeta", "judge_verdict": "zqverdict B>>", "is_gold": true}""",
            ImportedLabels = """[{"annotator": "zqimported", "preference": "A>>"}]""",
            Overlap = n < 10 ? 3 : 1,
            N2 = n < 10 ? 0 : 486117200,
            Use = n < 10 ? ComparisonUse.Label : ComparisonUse.Gold,
            GoldPreference = n < 10 ? null : n % 2 == 0 ? Preference.AMuchBetter : Preference.BMuchBetter,
            GoldExplanation = n < 10 ? null : "zqexplained",
            GoldKey = n / 20.0,
        }));
        await db.SaveChangesAsync();
    }
}
