using System.Text.Json;

namespace PrefLab.Core.Exchange;

/// <summary>Recognises what a file is from the keys of its first row.</summary>
internal static class FormatDetector
{
    private enum Seen
    {
        Nothing,
        Text,
        List,
        Transcript,
    }

    /// <param name="problem">What keeps the row from being a JSON object; null when it is one.</param>
    /// <param name="keys">The row's keys, for a message.</param>
    public static ImportFormat? Detect(ReadOnlySpan<byte> line, FieldMap map, out string? problem, out IReadOnlyList<string> keys)
    {
        var found = new List<string>();
        var seen = new Dictionary<string, Seen>(StringComparer.Ordinal);
        keys = found;
        problem = null;
        var reader = new Utf8JsonReader(line, StrictJson.ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = "A row must be a JSON object.";
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                found.Add(key);
                reader.Read();
                seen[key] = See(ref reader);
                reader.Skip();
            }
        }
        catch (JsonException exception)
        {
            problem = RowParser.JsonProblem(exception);
            return null;
        }
        catch (InvalidOperationException)
        {
            problem = "A key of the row is not valid text.";
            return null;
        }

        Seen Look(RowField field) => map.SourceOf(field) is { } source ? seen.GetValueOrDefault(source) : Seen.Nothing;
        return Decide(Look(RowField.Prompt), Look(RowField.ResponseA), Look(RowField.ResponseB), Look(RowField.Chosen), Look(RowField.Rejected));
    }

    public static string Unrecognised(IReadOnlyList<string> keys) =>
        $"The format is not recognised: the first row has the keys {string.Join(", ", keys.Take(12).Select(Shown.Name))}{(keys.Count > 12 ? ", …" : "")}. "
        + "Wanted: prompt, response_a and response_b; or chosen and rejected with or without a prompt. Map the fields that have other names.";

    private static Seen See(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => Seen.List,
        JsonTokenType.String => reader.ValueSpan.StartsWith("\\n\\nHuman: "u8) && reader.ValueSpan.IndexOf("\\n\\nAssistant:"u8) > 0 ? Seen.Transcript : Seen.Text,
        _ => Seen.Text,
    };

    private static ImportFormat? Decide(Seen prompt, Seen a, Seen b, Seen chosen, Seen rejected)
    {
        if (a != Seen.Nothing || b != Seen.Nothing)
        {
            return ImportFormat.PrefLab;
        }

        if (chosen == Seen.Nothing || rejected == Seen.Nothing)
        {
            return chosen != Seen.Nothing || rejected != Seen.Nothing ? ImportFormat.Trl : prompt != Seen.Nothing ? ImportFormat.PrefLab : null;
        }

        return (chosen == Seen.List || rejected == Seen.List, prompt) switch
        {
            (true, Seen.Nothing) => ImportFormat.ConversationalImplicit,
            (true, _) => ImportFormat.Conversational,
            (false, Seen.Nothing) => chosen == Seen.Transcript || rejected == Seen.Transcript ? ImportFormat.Transcripts : ImportFormat.TrlImplicit,
            (false, _) => ImportFormat.Trl,
        };
    }
}
