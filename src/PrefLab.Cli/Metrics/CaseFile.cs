using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrefLab.Cli.Metrics;

/// <summary>
/// A JSON file with an array of cases: each is recognised by its input and printed as it stands, but for its expected values, which are computed.
/// So the output can be compared with the file.
/// </summary>
internal static class CaseFile
{
    /// <summary>Says whether a file begins as JSON does; a heading of a CSV does not.</summary>
    public static bool Is(FileInfo file)
    {
        using var reader = file.OpenText();
        var first = reader.Read();
        while (first >= 0 && char.IsWhiteSpace((char)first))
        {
            first = reader.Read();
        }

        return first is '{' or '[';
    }

    /// <exception cref="CommandException">The file is malformed; names the case and the field, or the line and the column.</exception>
    public static JsonObject Compute(FileInfo file)
    {
        if (Parse(file) is not JsonObject document || document["cases"] is not JsonArray cases)
        {
            throw new CommandException($"{file.Name}: there is no array \"cases\".");
        }

        for (var i = 0; i < cases.Count; i++)
        {
            var one = cases[i] as JsonObject ?? throw new CommandException($"{file.Name} cases[{i}] is not an object.");
            var input = new CaseInput(file.Name, one["id"]?.ToString() ?? $"number {i}", one);
            try
            {
                Compute(input);
            }
            catch (ArgumentException problem)
            {
                throw input.Error("input", problem.Message.Split(" (Parameter")[0]);
            }
        }

        return document;
    }

    private static void Compute(CaseInput input)
    {
        var fields = input.Fields;
        switch (fields)
        {
            case var _ when fields.ContainsKey("units_by_raters"):
                fields["expected"] = AgreementCase.Of(input);
                break;
            case var _ when fields.ContainsKey("table"):
                fields["expected"] = AgreementCase.OfTable(input);
                break;
            case var _ when fields.ContainsKey("item_worker_label"):
                AggregationCase.Compute(input);
                break;
            case var _ when fields.ContainsKey("item_observer_label_1based"):
                fields["expected"] = AggregationCase.OfObservers(input);
                break;
            case var _ when fields.ContainsKey("gold_outcomes"):
                fields["expected"] = GoldCase.Of(input);
                break;
            case var _ when fields.ContainsKey("expected"):
                throw input.Error("expected", "there is nothing to compute it from: units_by_raters, table, item_worker_label or gold_outcomes.");
        }
    }

    private static JsonNode? Parse(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return Touched(JsonNode.Parse(stream));
        }
        catch (JsonException problem)
        {
            throw new CommandException($"{file.Name} line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}: no JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new CommandException($"{file.Name}: a text is no Unicode.");
        }
        catch (ArgumentException)
        {
            throw new CommandException($"{file.Name}: a name comes twice in one object.");
        }
    }

    /// <summary>Objects and texts are read when they are first looked into, and only then is a repeated name or a broken text noticed.</summary>
    private static JsonNode? Touched(JsonNode? node)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            value.GetValue<string>();
        }

        foreach (var inner in node switch { JsonObject one => [.. one.Select(pair => pair.Value)], JsonArray many => many.ToList(), _ => [] })
        {
            Touched(inner);
        }

        return node;
    }

    /// <summary>Computes what an object of expected values asks for; everything where there is none.</summary>
    /// <exception cref="CommandException">A key is unknown.</exception>
    public static JsonObject Answer(CaseInput input, string field, IReadOnlyDictionary<string, Func<JsonNode?>> known)
    {
        var keys = (input.Object(field)?.Select(pair => pair.Key) ?? known.Keys).ToList();
        return new JsonObject(keys.Select(key => KeyValuePair.Create(
            key, known.TryGetValue(key, out var compute) ? compute() : throw input.Error($"{field}.{CsvRows.Shown(key)}", "no such value is known."))));
    }
}
