using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Comparisons;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Promises;

/// <summary>
/// Assignments of many people as their pages and programs get them, with all that can be measured in them. Half are golds, and the texts of all
/// are drawn alike. Every draw of the application and of the texts is from one seed and the requests follow one another, so that each run sees the same.
/// </summary>
internal sealed class BlindPool : IAsyncDisposable
{
    public const int Seed = 20260401;

    public const int People = 167;

    private const int BatchSize = 12;

    private readonly TestDatabase database = new();
    private readonly List<Row> rows = [];

    public IReadOnlyList<Row> Rows => rows;

    public static async Task<BlindPool> CollectAsync()
    {
        var pool = new BlindPool();
        await pool.database.InitializeAsync();
        await using var factory = new PrefLabFactory(
            pool.database.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" })
        {
            Change = services => services.Replace(ServiceDescriptor.Singleton(new Random(Seed)))
                .Replace(ServiceDescriptor.Singleton<IPasswordHasher<Person>, PlainHasher>()),
        };
        await factory.WhenReadyAsync();
        var project = await TestProject.CreateAsync(pool.database.Database, batchSize: BatchSize, goldFraction: .5, change: it => it.GoldExposureCap = 1);
        await AddComparisonsAsync(pool.database, project);
        for (var person = 0; person < People; person++)
        {
            await pool.WorkAsync(person, factory, project);
        }

        await pool.TellAsync(project);
        return pool;
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    /// <summary>A batch by the API; every third person has it on the page before, first three of it and then all that is left.</summary>
    private async Task WorkAsync(int person, PrefLabFactory factory, TestProject project)
    {
        var onPage = new Dictionary<Guid, Dictionary<string, double>>();
        long id;
        if (person % 3 == 0)
        {
            var email = $"person-{person:000}@example.org";
            id = (await project.AddAnnotatorAsync(person: await factory.AddPersonAsync(email))).PersonId;
            using var browser = await factory.SignInAsync(email);
            using var session = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/account/session", UriKind.Relative)));
            browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.RootElement.GetProperty("antiforgery").GetString());
            var first = await FragmentAsync(browser, project, "hold=3&start=true");
            var rest = await FragmentAsync(browser, project, $"hold=12&have={string.Join("&have=", first.Items.Select(TokenOf))}");
            foreach (var (fragment, index) in new[] { first, rest }.SelectMany(it => it.Items.Select((_, index) => (it, index))))
            {
                onPage.Add(TokenOf(fragment.Items[index]), Features(fragment, index));
            }
        }
        else
        {
            id = (await project.AddAnnotatorAsync()).PersonId;
        }

        using var program = await factory.KeyClientAsync(id);
        using var next = await program.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = BatchSize });
        using var reply = JsonDocument.Parse(await next.Content.ReadAsStringAsync());
        var served = reply.RootElement.GetProperty("assignments");
        Guid[] tokens = [.. served.EnumerateArray().Select(it => it.GetProperty("token").GetGuid())];
        foreach (var (index, token) in tokens.Index())
        {
            rows.Add(new Row(person, token, Features(served[index], index, token, tokens), onPage.GetValueOrDefault(token)));
        }
    }

    private static Dictionary<string, double> Features(JsonElement served, int index, Guid token, Guid[] all)
    {
        var (left, right) = (Length(served, "left"), Length(served, "right"));
        var features = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["position"] = served.GetProperty("position").GetInt32(),
            ["place in the reply"] = index,
            ["rank of its token"] = all.Count(it => it.CompareTo(token) < 0),
            ["bytes"] = served.GetRawText().Length,
            ["fields"] = served.EnumerateObject().Count(),
            ["length of the prompt"] = Length(served, "prompt"),
            ["length of response 1"] = left,
            ["length of response 2"] = right,
            ["longer response"] = left - right,
            ["one bits of its token"] = token.ToByteArray().Sum(part => int.PopCount(part)),
        };
        foreach (var (place, part) in token.ToByteArray(bigEndian: true).Index())
        {
            features[$"byte {place} of its token"] = part;
        }

        return features;
    }

    private static Dictionary<string, double> Features(Fragment fragment, int index)
    {
        var item = fragment.Items[index];
        var all = item.QuerySelectorAll("*").Append(item).ToList();
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["data-position"] = int.Parse(item.GetAttribute("data-position")!, CultureInfo.InvariantCulture),
            ["index in its answer"] = index,
            ["items in its answer"] = fragment.Items.Count,
            ["place among those held"] = Array.IndexOf(fragment.Held, TokenOf(item)),
            ["bytes of its answer"] = fragment.Bytes,
            ["headers of its answer"] = fragment.Headers,
            ["length of the item"] = item.OuterHtml.Length,
            ["length around its texts"] = item.OuterHtml.Length - item.QuerySelectorAll(".turns, .content").Sum(it => it.InnerHtml.Length),
            ["elements"] = all.Count,
            ["attributes"] = all.Sum(it => it.Attributes.Length),
            ["has a draft"] = item.HasAttribute("data-draft") ? 1 : 0,
        };
    }

    private static Guid TokenOf(IElement item) => Guid.Parse(item.GetAttribute("data-token")!);

    private static int Length(JsonElement served, string text) => served.GetProperty(text).GetString()!.Length;

    private static async Task<Fragment> FragmentAsync(HttpClient browser, TestProject project, string fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/p/{project.Id}/annotate?handler=Work");
        request.Content = new StringContent(fields, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await browser.SendAsync(request);
        var work = (await answer.HtmlAsync()).QuerySelector("#work")!;
        return new Fragment(
            [.. work.QuerySelectorAll(".item")],
            [.. work.GetAttribute("data-held")!.Split(',').Select(Guid.Parse)],
            (await answer.Content.ReadAsByteArrayAsync()).Length,
            answer.Headers.Concat(answer.Content.Headers).Sum(it => it.Key.Length + it.Value.Sum(value => value.Length)));
    }

    /// <summary>Adds what only the server knows.</summary>
    private async Task TellAsync(TestProject project)
    {
        await using var command = database.Database.Requests.CreateCommand(
            """
            SELECT s.token, c.gold_preference, s.left_is_a, b.size FROM assignments s
            JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id
            JOIN batches b ON b.project_id = s.project_id AND b.id = s.batch_id
            WHERE s.project_id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = project.Id.Value });
        var known = rows.ToDictionary(row => row.Token);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = known[reader.GetGuid(0)];
            row.Gold = await reader.IsDBNullAsync(1) ? null : (Preference)reader.GetInt16(1);
            row.LeftIsA = reader.GetBoolean(2);
        }
    }

    private static async Task AddComparisonsAsync(TestDatabase database, TestProject project)
    {
        var random = new Random(Seed);
        await using var db = TestProject.Open(database.Database);
        // every second is a gold, so that neither lengths nor ids differ between the two kinds
        db.Comparisons.AddRange(Enumerable.Range(0, (People * BatchSize) + 200).Select(n => new Comparison
        {
            ProjectId = project.Id,
            ExternalId = $"c-{n}",
            Prompt = Words(random, 3, 40),
            ResponseA = Words(random, 5, 120),
            ResponseB = Words(random, 5, 120),
            Overlap = 1,
            Use = n % 2 == 0 ? ComparisonUse.Label : ComparisonUse.Gold,
            GoldPreference = n % 2 == 0 ? null : n % 4 == 1 ? Preference.ABetter : Preference.BBetter,
            GoldExplanation = n % 2 == 0 ? null : "known",
            GoldKey = random.NextDouble(),
        }));
        await db.SaveChangesAsync();
    }

    private static string Words(Random random, int least, int most) =>
        string.Join(' ', Enumerable.Range(0, random.Next(least, most)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(1, 12))));

    /// <summary>One assignment, with what can be measured in the API's reply, and on the page for who works there.</summary>
    internal sealed record Row(int Person, Guid Token, IReadOnlyDictionary<string, double> Features, IReadOnlyDictionary<string, double>? OnPage)
    {
        /// <summary>The expected answer; null for an ordinary comparison.</summary>
        public Preference? Gold { get; set; }

        public bool LeftIsA { get; set; }

        public bool IsGold => Gold is not null;
    }

    private sealed record Fragment(IReadOnlyList<IElement> Items, Guid[] Held, int Bytes, int Headers);

    /// <summary>Spares the time that a password is made to take.</summary>
    private sealed class PlainHasher : IPasswordHasher<Person>
    {
        public string HashPassword(Person user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
            hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
    }
}
