using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Bradley and Terry's scores of the source models, with the keys of the reference data, and their intervals apart.</summary>
internal static class RankingReport
{
    private const int MostSteps = 10_000;

    /// <exception cref="CommandException">The file of pairs is malformed, or has no models for an item; names the line or the item.</exception>
    public static void AddTo(JsonObject report, LabelFile file, FileInfo pairs)
    {
        var named = Read(pairs);
        var compared = file.Items.Select(item => named.TryGetValue(item, out var models)
            ? models
            : throw new CommandException($"{pairs.Name} has no models for item \"{CsvRows.Shown(item)}\" of {file.File.Name}.")).ToList();
        string[] models = [.. compared.SelectMany(pair => new[] { pair.A, pair.B }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var outcomes = Enumerable.Range(0, compared.Count).Select(item => Outcome(
            file.Table, item, Array.BinarySearch(models, compared[item].A, StringComparer.Ordinal), Array.BinarySearch(models, compared[item].B, StringComparer.Ordinal))).ToList();
        var ranking = BradleyTerry.Fit(models.Length, outcomes, TieRule.HalfWin, .95);
        report["bradley_terry"] = new JsonObject
        {
            ["model"] = "Bradley-Terry MLE, tie = 0.5 win each, p normalised to sum 1",
            ["comparisons"] = file.Table.Labels,
            ["items"] = models.Length,
            ["mm_iterations_to_change_below_1e-15"] = ranking.Reason is null ? StepsByMinorisation(models.Length, outcomes) : null,
            ["loglik"] = ranking.LogLikelihood,
            ["scores"] = new JsonObject(models.Select((model, i) => KeyValuePair.Create<string, JsonNode?>(model, ranking.Reason is null ? ranking.Scores[i] : null))),
        };
        report["bradley_terry_log_strength_95"] = ranking.Reason is { } reason
            ? new JsonObject { ["reason"] = reason }
            : new JsonObject(models.Select((model, i) => KeyValuePair.Create<string, JsonNode?>(model, new JsonObject
            {
                ["value"] = ranking.Strengths[i].Estimate.Value,
                ["lo"] = ranking.Strengths[i].Lower,
                ["hi"] = ranking.Strengths[i].Upper,
            })));
    }

    /// <summary>Classes from one end to the other favour the first model less and less; the middle one of an odd number is a tie.</summary>
    private static ModelPair Outcome(RatingTable table, int item, int a, int b)
    {
        var labels = table.LabelsOf(item).ToArray();
        var last = table.Categories - 1;
        return new ModelPair(a, b, labels.Count(label => 2 * label < last), labels.Count(label => 2 * label == last), labels.Count(label => 2 * label > last));
    }

    /// <summary>How long the simpler iteration takes that others use; Hunter (2004), https://doi.org/10.1214/aos/1079120141, equation 3.</summary>
    private static int? StepsByMinorisation(int models, List<ModelPair> pairs)
    {
        var (wins, meetings) = (new double[models], new double[models, models]);
        foreach (var pair in pairs)
        {
            wins[pair.First] += pair.FirstWins + (pair.Ties / 2.0);
            wins[pair.Second] += pair.SecondWins + (pair.Ties / 2.0);
            meetings[pair.First, pair.Second] += pair.FirstWins + pair.Ties + pair.SecondWins;
            meetings[pair.Second, pair.First] = meetings[pair.First, pair.Second];
        }

        double[] shares = [.. Enumerable.Repeat(1.0 / models, models)];
        for (var step = 1; step <= MostSteps; step++)
        {
            double[] next = [.. shares.Select((share, i) => wins[i] / shares.Select((other, j) => meetings[i, j] / (share + other)).Sum())];
            var total = next.Sum();
            next = Array.ConvertAll(next, share => share / total);
            if (next.Zip(shares, (now, before) => Math.Abs(now - before)).Max() < 1e-15)
            {
                return step;
            }

            shares = next;
        }

        return null;
    }

    private static Dictionary<string, (string A, string B)> Read(FileInfo file)
    {
        var pairs = new Dictionary<string, (string A, string B)>(StringComparer.Ordinal);
        var line = 0;
        foreach (var text in Lines(file))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var fields = Parse(text, file, line);
            var (item, a, b) = (Field(fields, "item", file, line), Field(fields, "model_a", file, line), Field(fields, "model_b", file, line));
            if (a == b)
            {
                throw new CommandException($"{file.Name} line {line}: model_a and model_b are the same, \"{CsvRows.Shown(a)}\".");
            }

            if (!pairs.TryAdd(item, (a, b)))
            {
                throw new CommandException($"{file.Name} line {line}, field item: \"{CsvRows.Shown(item)}\" comes a second time.");
            }
        }

        return pairs;
    }

    /// <summary>Bytes that are no text would else become equal replacement characters, and different names one.</summary>
    private static IEnumerable<string> Lines(FileInfo file)
    {
        using var reader = new StreamReader(file.FullName, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        string? text;
        while ((text = Next(reader, file)) is not null)
        {
            yield return text;
        }
    }

    private static string? Next(StreamReader reader, FileInfo file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{file.Name}: not UTF-8 text.");
        }
    }

    private static JsonElement Parse(string text, FileInfo file, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new CommandException($"{file.Name} line {line}: not an object.");
        }
        catch (JsonException problem)
        {
            throw new CommandException(problem.BytePositionInLine is { } position
                ? $"{file.Name} line {line}, byte {position + 1}: no JSON."
                : $"{file.Name} line {line}: {problem.Message}");
        }
    }

    private static string Field(JsonElement fields, string name, FileInfo file, int line)
    {
        try
        {
            return fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text
                ? text
                : throw new CommandException($"{file.Name} line {line}, field {name}: a text or a number is needed.");
        }
        catch (InvalidOperationException)
        {
            throw new CommandException($"{file.Name} line {line}, field {name}: the text is no Unicode.");
        }
    }
}
