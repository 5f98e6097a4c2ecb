using System.Text;
using System.Text.Json;
using PrefLab.Cli.Replay;

namespace PrefLab.Cli.Import;

/// <summary>Gives each row the overlap that its recorded votes need.</summary>
public sealed class OverlapRewriter(IReadOnlyDictionary<string, int> votes, string idField)
{
    public static OverlapRewriter Read(FileInfo file, string itemColumn, string annotatorColumn, string idField)
    {
        var columns = new VoteColumns(itemColumn, annotatorColumn, Label: null);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<(string Item, string Annotator)>();
        foreach (var vote in RecordedVotes.Read(file, columns))
        {
            // A second vote of the same person on the same comparison is not replayed, so it needs no place.
            if (seen.Add((vote.Item, vote.Annotator)))
            {
                counts[vote.Item] = counts.GetValueOrDefault(vote.Item) + 1;
            }
        }

        return new OverlapRewriter(counts, idField);
    }

    /// <summary>The row with its overlap and a line end; a row without votes, or that is no object, stays as it is for PrefLab to judge.</summary>
    public byte[] Rewrite(string line)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.ValueKind == JsonValueKind.Object && IdOf(row.RootElement) is { } id && votes.TryGetValue(id, out var count))
            {
                return WithOverlap(row.RootElement, count);
            }
        }
        catch (JsonException)
        {
            // PrefLab reports it, by line.
        }

        return Encoding.UTF8.GetBytes(line + "\n");
    }

    private string? IdOf(JsonElement row) => row.TryGetProperty(idField, out var id)
        ? id.ValueKind switch
        {
            JsonValueKind.String => id.GetString(),
            JsonValueKind.Number => id.GetRawText(),
            _ => null,
        }
        : null;

    private static byte[] WithOverlap(JsonElement row, int overlap)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in row.EnumerateObject().Where(property => !property.NameEquals("overlap")))
            {
                property.WriteTo(writer);
            }

            writer.WriteNumber("overlap", overlap);
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
