using System.Globalization;
using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Dawid and Skene's model and the one-coin model on a small list of labels.</summary>
internal static class AggregationCase
{
    private const int MostIterations = 100_000;
    private const double NoChange = 1e-14;

    /// <summary>Fills dawid_skene and one_coin_uniform_prior_n; a null beside a number of iterations was not asked for and stays.</summary>
    public static void Compute(CaseInput input)
    {
        var table = Table(input, "item_worker_label", 0, input.Number("classes", 2, RatingTable.MaxCategories));
        var runs = input.Object("dawid_skene")?.Select(run => run.Key).ToList() ?? ["iterations_1", "iterations_2", "iterations_10", "iterations_50"];
        input.Fields["dawid_skene"] = new JsonObject(runs.Select(run => KeyValuePair.Create<string, JsonNode?>(run, DawidSkeneAfter(input, table, run))));
        List<string> coins = [.. input.Fields.Select(field => field.Key).Where(key => key.StartsWith("one_coin_uniform_prior_", StringComparison.Ordinal))];
        foreach (var coin in coins.DefaultIfEmpty("one_coin_uniform_prior_20"))
        {
            var fit = OneCoin.Fit(table, estimatePriors: false, new EmOptions(Iterations(input, coin, "one_coin_uniform_prior_"), 0));
            input.Fields[coin] = CaseFile.Answer(input, coin, new Dictionary<string, Func<JsonNode?>>(StringComparer.Ordinal)
            {
                ["loglik"] = () => fit.LogLikelihoods[^1],
                ["ability"] = () => Numbers([.. Enumerable.Range(0, fit.Annotators).Select(worker => fit.ConfusionOf(worker)[0])]),
                ["posterior"] = () => Posterior(fit),
            });
        }
    }

    /// <summary>The example of 1979, until no parameter moves any more.</summary>
    public static JsonObject OfObservers(CaseInput input)
    {
        var rows = input.Rows("item_observer_label_1based", 1, int.MaxValue);
        var table = Table(input, "item_observer_label_1based", 1, Math.Clamp(rows.Select(row => row.ElementAtOrDefault(2) ?? 0).Append(2).Max(), 2, RatingTable.MaxCategories));
        var fit = UntilNoChange(table);
        return CaseFile.Answer(input, "expected", new Dictionary<string, Func<JsonNode?>>(StringComparer.Ordinal)
        {
            ["iterations_to_no_change"] = () => fit.LogLikelihoods.Length,
            ["loglik"] = () => fit.LogLikelihoods[^1],
            ["priors"] = () => Numbers(fit.Priors.AsSpan()),
            ["confusion"] = () => Confusions(fit),
            ["posterior"] = () => Posterior(fit),
            ["loglik_after_1"] = () => fit.LogLikelihoods[0],
            ["loglik_after_5"] = () => fit.LogLikelihoods[Math.Min(5, fit.LogLikelihoods.Length) - 1],
            ["loglik_after_20"] = () => fit.LogLikelihoods[Math.Min(20, fit.LogLikelihoods.Length) - 1],
        });
    }

    /// <summary>
    /// Ends with the first iteration from which on no prior and no entry of a confusion matrix moves by <see cref="NoChange"/>. A limit far
    /// above rounding: a log-likelihood that no longer rises in its last digit would depend on the order of additions.
    /// </summary>
    private static Aggregation UntilNoChange(RatingTable table)
    {
        var enough = DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(1_000, NoChange)).LogLikelihoods.Length + 1;
        var last = enough;
        while (last > 1 && Change(After(table, last - 1), After(table, last)) < NoChange)
        {
            last--;
        }

        return After(table, Math.Min(last + 1, enough));
    }

    private static Aggregation After(RatingTable table, int iterations) => DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(iterations, 0));

    private static double Change(Aggregation before, Aggregation after) => Enumerable.Range(0, after.Annotators)
        .SelectMany(worker => before.ConfusionOf(worker).ToArray().Zip(after.ConfusionOf(worker).ToArray()))
        .Concat(before.Priors.Zip(after.Priors))
        .Max(pair => Math.Abs(pair.First - pair.Second));

    private static JsonObject DawidSkeneAfter(CaseInput input, RatingTable table, string run)
    {
        var fit = After(table, Iterations(input, run, "iterations_"));
        var asked = input.Object("dawid_skene")?[run] as JsonObject;
        var known = new Dictionary<string, Func<JsonNode?>>(StringComparer.Ordinal)
        {
            ["loglik"] = () => fit.LogLikelihoods[^1],
            ["priors"] = () => Numbers(fit.Priors.AsSpan()),
            ["posterior"] = () => Posterior(fit),
            ["confusion"] = () => Confusions(fit),
        };
        return new JsonObject((asked?.Select(pair => pair.Key) ?? known.Keys).ToList().Select(key => KeyValuePair.Create(key, key switch
        {
            _ when asked is not null && asked[key] is null => null,
            _ when known.TryGetValue(key, out var compute) => compute(),
            _ => throw input.Error($"dawid_skene.{run}.{CsvRows.Shown(key)}", "no such value is known."),
        })));
    }

    private static RatingTable Table(CaseInput input, string field, int start, int classes)
    {
        var rows = input.Rows(field, start, 1_000_000);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != 3 || rows[i].Contains(null) || rows[i][2] >= classes + start)
            {
                throw input.Error($"{field}[{i}]", $"an item, a worker and a label from {start} to {classes + start - 1} are needed.");
            }
        }

        int[] Column(int column) => [.. rows.Select(row => row[column]!.Value - start)];
        return rows.Count == 0
            ? throw input.Error(field, "there is no label.")
            : RatingTable.FromColumns(Column(0), Column(1), Column(2), Column(0).Max() + 1, Column(1).Max() + 1, classes);
    }

    private static int Iterations(CaseInput input, string key, string before) =>
        key.StartsWith(before, StringComparison.Ordinal) && int.TryParse(key[before.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostIterations
            ? number
            : throw input.Error(CsvRows.Shown(key), $"a name such as {before}10, up to {MostIterations}, is needed.");

    private static JsonArray Posterior(Aggregation fit) =>
        new([.. Enumerable.Range(0, fit.Comparisons).Select(item => (JsonNode)Numbers(fit.ProbabilitiesOf(item)))]);

    private static JsonArray Confusions(Aggregation fit) => new([.. Enumerable.Range(0, fit.Annotators).Select(worker => (JsonNode)new JsonArray(
        [.. Enumerable.Range(0, fit.Categories).Select(row => (JsonNode)Numbers(fit.ConfusionOf(worker).Slice(row * fit.Categories, fit.Categories)))]))]);

    public static JsonArray Numbers(ReadOnlySpan<double> values) => new([.. values.ToArray().Select(value => JsonValue.Create(value))]);
}
