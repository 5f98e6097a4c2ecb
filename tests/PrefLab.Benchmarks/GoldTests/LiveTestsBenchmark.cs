using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PrefLab.Benchmarks.Load;
using PrefLab.Cli;
using PrefLab.Cli.Simulate;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.GoldTests;

/// <summary>
/// The live tests over HTTP, beside the library's simulation of the same people: 100 annotators by `preflab simulate`, one task in ten a gold, three
/// labels a comparison, the test on golds and peers. Other rules look at the same golds.
/// </summary>
internal static class LiveTestsBenchmark
{
    private const double GoldRate = .10;
    private const int Simulated = 20_000;
    private const int Medians = 2_000;

    private static readonly string[] Skills = ["0.80", "0.85", "0.90", "0.95"];

    private static readonly (string Name, AnswerStyle Style)[] Honest = [.. SimulatedKind.Styles.Select(style => (style.Key, style.Value))];

    /// <summary>Twenty in a hundred do not read.</summary>
    private static readonly (string Name, AnswerStyle Style)[] Unread =
        [("random", AnswerStyle.Random), ("coin", AnswerStyle.Coin), ("random", AnswerStyle.Random), ("left", AnswerStyle.ConstantLeft)];

    public static async Task<int> RunAsync(int labels, int seed)
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var project = await TestProject.CreateAsync(
            site.Database, overlap: 3, goldFraction: GoldRate, change: it => it.Quality = new QualityPolicy(new QualityRule.None(), new PeerTest()));
        var kinds = Kinds();
        var file = new FileInfo(Path.GetTempFileName());
        await WriteRowsAsync(file, comparisons: kinds.Count * labels * 9 / 10 / 3 * 21 / 20, golds: 3 * labels, seed);
        var key = await site.AddAdministratorAsync();
        await CommandAsync(site, key, "import", file.FullName, "--project", $"{project.Id}");
        await CommandAsync(
            site, key, "simulate", "--project", $"{project.Id}", "--people", Whole(kinds.Count), "--labels", Whole(labels), "--concurrency", "16",
            "--seed", Whole(seed), "--answers", file.FullName, "--kinds", string.Join(',', kinds));
        file.Delete();
        Print(await LoadAsync(site, project), labels);
        return 0;
    }

    private static List<string> Kinds()
    {
        var honest = Skills.SelectMany(skill => Honest.Select(style => $"{style.Name}:{skill}")).ToList();
        return [.. Enumerable.Range(0, 100).Select(n => n % 5 == 4 ? Unread[n / 5 % Unread.Length].Name : honest[(n - (n / 5)) % honest.Count])];
    }

    /// <summary>Comparisons as the library's simulation has them: four in five have a better response, golds all.</summary>
    private static async Task WriteRowsAsync(FileInfo file, int comparisons, int golds, int seed)
    {
        var random = new Random(seed);
        await using var writer = file.CreateText();
        for (var n = 0; n < comparisons + golds; n++)
        {
            var isGold = n < golds;
            var preference = !isGold && random.NextDouble() < .2 ? "=" : random.NextDouble() < .5 ? "A>" : "B>";
            var (prompt, a, b) = ($"prompt {n}", $"a {n}", $"b {n}");
            await writer.WriteLineAsync(isGold
                ? JsonSerializer.Serialize(new { id = $"g-{n}", prompt, response_a = a, response_b = b, gold = new { preference } })
                : JsonSerializer.Serialize(new { id = $"c-{n}", prompt, response_a = a, response_b = b, metadata = new { intended = preference } }));
        }
    }

    private static async Task CommandAsync(DurableSite site, string key, params string[] args)
    {
        var keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(keyFile, key);
        await using var output = new StringWriter();
        var parsed = PrefLabCommand.Create(TimeProvider.System)
            .Parse([.. args, "--address", site.Nodes[0].Client.BaseAddress!.AbsoluteUri, "--key-file", keyFile]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        File.Delete(keyFile);
        Console.WriteLine(string.Join('\n', output.ToString().Split('\n').TakeLast(5)).Trim());
        if (code != 0)
        {
            throw new InvalidOperationException($"{args[0]} ended with {code}: {output}");
        }
    }

    private static async Task<List<Annotator>> LoadAsync(DurableSite site, TestProject project)
    {
        const string Sql =
            """
            SELECT p.display_name, a.evidence::text, a.concern_since IS NOT NULL,
                   (SELECT count(*)::int FROM labels l JOIN audit_events e ON e.project_id = l.project_id AND e.kind = 'annotator.flagged' AND e.subject = 'annotator:' || a.id
                    WHERE l.project_id = a.project_id AND l.annotator_id = a.id AND l.received_at <= e.at),
                   ARRAY(SELECT (sign(l.preference - 2) = sign(c.gold_preference - 2)) FROM labels l JOIN comparisons c ON c.project_id = l.project_id AND c.id = l.comparison_id
                         WHERE l.project_id = a.project_id AND l.annotator_id = a.id AND l.is_gold ORDER BY l.id)
            FROM annotators a JOIN people p ON p.id = a.person_id
            WHERE a.project_id = $1
            """;
        await using var command = site.Database.Requests.CreateCommand(Sql);
        command.Parameters.AddWithValue(project.Id.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<Annotator>();
        while (await reader.ReadAsync())
        {
            found.Add(new Annotator(
                reader.GetString(0).Split(' ')[0].ToLowerInvariant(), Evidence.FromJson(reader.GetString(1)).Peers, reader.GetBoolean(2), reader.GetInt32(3),
                reader.GetFieldValue<bool[]>(4)));
        }

        return found;
    }

    private static void Print(List<Annotator> annotators, int labels)
    {
        Line($"\nkind | people | judged each | flagged | expected, 95 % | judged answers until the flag, median | library, median, 95 % | answers given until then | Sprt | Classic | concerns");
        Line("---|---|---|---|---|---|---|---|---|---|---");
        var groups = annotators.GroupBy(it => it.Kind.Split(':')[0]).OrderBy(group => Array.FindIndex(Honest, style => style.Name == group.Key));
        foreach (var group in groups)
        {
            PrintGroup(group.Key, [.. group], labels);
        }
    }

    private static void PrintGroup(string name, List<Annotator> people, int labels)
    {
        var random = new Random(1);
        var delays = people.Select(it => it.Kind).Distinct().ToDictionary(kind => kind, kind => Delays(kind, labels), StringComparer.Ordinal);
        var drawn = Enumerable.Range(0, Medians).Select(_ => people.ConvertAll(it =>
            delays[it.Kind][random.Next(Simulated)] is var delay && delay <= it.Peers.Answers ? delay : double.PositiveInfinity)).ToList();
        var counts = drawn.Select(draw => (double)draw.Count(double.IsFinite)).ToArray();
        var medians = drawn.Select(Median).ToArray();
        var flagged = people.Where(it => it.Peers.FirstFlag is not null).ToList();
        Line(string.Join(
            " | ",
            name,
            Whole(people.Count),
            Whole((int)people.Average(it => it.Peers.Answers)),
            Whole(flagged.Count),
            Range(counts),
            Number(Median([.. people.Select(it => (double)(it.Peers.FirstFlag ?? int.MaxValue))])),
            Range(medians),
            flagged.Count == 0 ? "–" : Number(Median([.. flagged.Select(it => (double)it.AnswersAtFlag)])),
            Golds(people, new QualityRule.Sprt()),
            Golds(people, new QualityRule.Classic()),
            Whole(people.Count(it => it.HasConcern))));
    }

    private static double[] Delays(string kind, int labels)
    {
        var parts = kind.Split(':');
        var style = Honest.Concat(Unread).First(it => it.Name == parts[0]).Style;
        var skill = parts.Length == 1 ? 0 : double.Parse(parts[1], CultureInfo.InvariantCulture);
        return PeerSimulation.Delays(new PeerTest(), new PeerSimulation.World(GoldRate, 2, BadPeers: .20), style, skill, Simulated, labels, SeedOf.Name(kind));
    }

    /// <summary>Flagged by a rule on the golds of the same people, and after how many golds in the median of those.</summary>
    private static string Golds(List<Annotator> people, QualityRule rule)
    {
        var first = people.Select(it => it.Golds.Aggregate(default(GoldTestState), rule.Next).FirstFlag).OfType<int>().Select(golds => (double)golds).ToList();
        return first.Count == 0 ? "0" : $"{Whole(first.Count)} after {Number(Median(first))} golds";
    }

    private static double Median(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);

    private static string Range(double[] values)
    {
        Array.Sort(values);
        return $"{Number(values[(int)(.025 * values.Length)])} to {Number(values[(int)(.975 * values.Length)])}";
    }

    private static string Number(double value) => value is < int.MaxValue ? value.ToString("0", CultureInfo.InvariantCulture) : "never";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.WriteLine(text);

    /// <param name="Golds">Whether each gold was right, in the order of the answers.</param>
    private sealed record Annotator(string Kind, PeerTestState Peers, bool HasConcern, int AnswersAtFlag, bool[] Golds);
}
