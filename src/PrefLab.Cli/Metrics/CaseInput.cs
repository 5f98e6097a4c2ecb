using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrefLab.Cli.Metrics;

/// <summary>One case of a file of cases; whatever is wrong with it is said with its id and the field.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Id">The case's id, or its place when it has none.</param>
/// <param name="Fields">The case as it stands in the file.</param>
internal sealed record CaseInput(string File, string Id, JsonObject Fields)
{
    public CommandException Error(string field, string message) => new($"{File} case {CsvRows.Shown(Id)}, {field}: {message}");

    /// <exception cref="CommandException">The field is missing or no whole number in the range.</exception>
    public int Number(string field, int least, int most, int? otherwise = null) =>
        Fields[field] is null && otherwise is { } value ? value : Whole(Fields[field], field, least, most);

    /// <returns>Rows of whole numbers in the range; null where the file has null.</returns>
    /// <exception cref="CommandException">The field is no array of arrays, or an entry is outside the range; names the entry.</exception>
    public List<List<int?>> Rows(string field, int least, int most) =>
        [.. List(Fields[field], field).Select((row, i) => List(row, $"{field}[{i}]")
            .Select((entry, j) => entry is null ? (int?)null : Whole(entry, $"{field}[{i}][{j}]", least, most)).ToList())];

    /// <returns>The entries of an array.</returns>
    /// <exception cref="CommandException">It is none.</exception>
    public JsonArray List(JsonNode? node, string field) => node as JsonArray ?? throw Error(field, $"{Shown(node)} is not an array.");

    /// <returns>An object that holds what to compute; null where the case has none.</returns>
    /// <exception cref="CommandException">It is something else.</exception>
    public JsonObject? Object(string field) =>
        Fields[field] is null ? null : Fields[field] as JsonObject ?? throw Error(field, $"{Shown(Fields[field])} is not an object.");

    /// <exception cref="CommandException">It is no whole number in the range.</exception>
    public int Whole(JsonNode? node, string field, int least, int most) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<double>(out var number)
            && number >= least && number <= most && number == Math.Floor(number)
            ? (int)number
            : throw Error(field, $"{Shown(node)} is not a whole number from {least} to {most}.");

    private static string Shown(JsonNode? node) => node is null ? "nothing" : CsvRows.Shown(node.ToJsonString());
}
