using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PrefLab.Core.Exchange;

/// <summary>Reads one line into a row: strict JSON, each known field of its own kind, everything else into the metadata.</summary>
internal sealed class RowParser(ImportFormat format, FieldMap map, ProblemList problems) : IDisposable
{
    private readonly (RowField Field, byte[] Name, string Shown)[] fields = map.NamesOf(format);
    private readonly ChatParser chats = new();
    private readonly StrictJson json = new();
    private string? current;
    private bool isGood;

    /// <returns>Whether the row can be used; otherwise the problems say why not.</returns>
    public bool Parse(ReadOnlyMemory<byte> line, long number, Row row)
    {
        row.Clear(number);
        current = null;
        isGood = true;
        var reader = new Utf8JsonReader(line.Span, StrictJson.ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                Fail(row, null, "A row must be a JSON object.");
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadField(ref reader, line, row);
                current = null;
            }

            // Anything behind the object makes this throw.
            reader.Read();
        }
        catch (JsonException exception)
        {
            Fail(row, current, JsonProblem(exception));
        }

        return isGood;
    }

    public void Dispose()
    {
        chats.Dispose();
        json.Dispose();
    }

    internal static string JsonProblem(JsonException exception) => exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
        ? $"The row is nested deeper than {StrictJson.MaxDepth} levels."
        : FormattableString.Invariant($"The line is not valid JSON, at byte {exception.BytePositionInLine + 1}.");

    private void ReadField(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row)
    {
        foreach (var (field, name, shown) in fields)
        {
            if (reader.ValueTextEquals(name))
            {
                current = shown;
                reader.Read();
                ReadKnown(ref reader, line, row, field);
                return;
            }
        }

        if (StrictJson.ReadText(ref reader, line, row.Scratch, out var unknown) is { } problem)
        {
            Fail(row, null, $"A key of the row is unusable: {problem}");
            reader.Read();
            reader.Skip();
            return;
        }

        current = Encoding.UTF8.GetString(unknown.Span);
        problems.UnknownField(row.Line, current);
        reader.Read();
        ReadMetadata(ref reader, line, row, current, unknown);
    }

    private void ReadKnown(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, RowField field)
    {
        if (row[field].Kind != FieldKind.Absent)
        {
            Fail(row, current, "The key stands there twice.");
            reader.Skip();
            return;
        }

        var problem = (field, reader.TokenType) switch
        {
            (RowField.Overlap or RowField.Priority, JsonTokenType.Number) when reader.TryGetInt32(out row[field].Number) => Mark(row, field, FieldKind.Number),
            (RowField.Overlap or RowField.Priority, not JsonTokenType.Null) => "This must be a whole number.",
            (RowField.Metadata, JsonTokenType.StartObject) => ReadMetadataObject(ref reader, line, row),
            (RowField.Gold, JsonTokenType.StartObject) => ReadJson(ref reader, line, row, field),
            (RowField.Labels, JsonTokenType.StartArray) => ReadJson(ref reader, line, row, field),
            (RowField.Metadata or RowField.Gold, not JsonTokenType.Null) => $"This must be an object, not {Kind(reader.TokenType)}.",
            (RowField.Labels, not JsonTokenType.Null) => $"This must be an array, not {Kind(reader.TokenType)}.",
            (RowField.Id, JsonTokenType.Number) when map.IsMapped(RowField.Id) && reader.TryGetInt64(out _) => ReadNumberAsText(ref reader, line, row),
            (RowField.Prompt or RowField.Chosen or RowField.Rejected, JsonTokenType.StartArray) when MayBeChat(field) =>
                chats.Read(ref reader, line, row, field),
            (RowField.Chosen or RowField.Rejected, not JsonTokenType.Null) when WantsChat => $"This must be a list of messages, not {Kind(reader.TokenType)}.",
            (_, JsonTokenType.String) => ReadText(ref reader, line, row, field),
            // A null counts as missing; a field that must be there is missed later.
            (_, JsonTokenType.Null) => null,
            _ => $"This must be a string, not {Kind(reader.TokenType)}.",
        };
        if (problem is not null)
        {
            Fail(row, current, problem);
            // Marked, so that the field is not reported as missing as well.
            row[field].Kind = row[field].Kind == FieldKind.Absent ? FieldKind.Json : row[field].Kind;
            SkipToEndOfField(ref reader);
        }
    }

    private bool WantsChat => format is ImportFormat.Conversational or ImportFormat.ConversationalImplicit;

    private bool MayBeChat(RowField field) => WantsChat || (field == RowField.Prompt && format == ImportFormat.PrefLab);

    private static string? Mark(Row row, RowField field, FieldKind kind)
    {
        row[field].Kind = kind;
        return null;
    }

    private static string? ReadText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, RowField field)
    {
        row[field].Kind = FieldKind.Text;
        return StrictJson.ReadText(ref reader, line, row.Scratch, out row[field].Bytes);
    }

    private static string? ReadNumberAsText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row)
    {
        row[RowField.Id].Bytes = line.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length);
        return Mark(row, RowField.Id, FieldKind.Text);
    }

    private string? ReadJson(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, RowField field)
    {
        var from = row.Scratch.WrittenCount;
        var problem = json.Copy(ref reader, line, row.Scratch);
        row[field].Bytes = row.Scratch.WrittenMemory[from..];
        return problem ?? Mark(row, field, FieldKind.Json);
    }

    private string? ReadMetadataObject(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row)
    {
        row[RowField.Metadata].Kind = FieldKind.Json;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (StrictJson.ReadText(ref reader, line, row.Scratch, out var name) is { } problem)
            {
                return problem;
            }

            reader.Read();
            ReadMetadata(ref reader, line, row, Encoding.UTF8.GetString(name.Span), name);
        }

        return null;
    }

    private void ReadMetadata(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, string name, ReadOnlyMemory<byte> utf8Name)
    {
        if (!row.MetadataNames.Add(name))
        {
            Fail(row, name, "The key stands there twice.");
            reader.Skip();
            return;
        }

        if (row.Metadata.WrittenCount > 0)
        {
            row.Metadata.Write(","u8);
        }

        json.WriteString(utf8Name.Span, row.Metadata);
        row.Metadata.Write(":"u8);
        var depth = reader.CurrentDepth;
        // Two levels are the row's own and its metadata's, where the value will stand when it is exported.
        if (json.Copy(ref reader, line, row.Metadata, StrictJson.MaxDepth - 2) is { } problem)
        {
            Fail(row, name, problem);
            SkipTo(ref reader, depth);
        }
    }

    private void Fail(Row row, string? field, string reason)
    {
        isGood = false;
        problems.Error(row.Line, field is null ? null : Shown.Name(field), reason);
    }

    /// <summary>Members of the row stand at depth 1.</summary>
    private static void SkipToEndOfField(ref Utf8JsonReader reader) => SkipTo(ref reader, 1);

    private static void SkipTo(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }

        while (reader.CurrentDepth > depth && reader.Read())
        {
        }
    }

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a string",
        _ => "null",
    };
}
