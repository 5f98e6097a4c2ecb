using System.Buffers;
using System.Text.Json;

namespace PrefLab.Core.Exchange;

/// <summary>Splits two texts that begin alike into the prompt and the two responses.</summary>
internal static class TextShapes
{
    private static ReadOnlySpan<byte> Human => "\n\nHuman: "u8;

    private static ReadOnlySpan<byte> Assistant => "\n\nAssistant: "u8;

    /// <summary>Cuts at the last line break of what both texts share.</summary>
    public static Pair SplitImplicit(Row row)
    {
        var (chosen, rejected) = (row[RowField.Chosen].Bytes, row[RowField.Rejected].Bytes);
        var shared = chosen.Span.CommonPrefixLength(rejected.Span);
        var cut = shared == chosen.Length && shared == rejected.Length
            ? chosen.Span.LastIndexOf((byte)'\n') + 1
            : chosen.Span[..shared].LastIndexOf((byte)'\n') + 1;
        return new Pair
        {
            Prompt = chosen[..cut],
            First = chosen[cut..],
            Second = rejected[cut..],
            Oddity = cut == 0 ? "The two texts share no first line, so that the prompt is empty." : null,
        };
    }

    /// <summary>Cuts what both transcripts share back to its last "Assistant:"; the rest of each, however long, is the response.</summary>
    public static Pair SplitTranscripts(Row row)
    {
        var (chosen, rejected) = (row[RowField.Chosen].Bytes, row[RowField.Rejected].Bytes);
        var shared = chosen.Span.CommonPrefixLength(rejected.Span);
        // Transcripts may part inside the marker's own line end; then the marker before it counts.
        var turn = chosen.Span[..shared].LastIndexOf(Assistant);
        if (turn < 0)
        {
            return new Pair
            {
                First = chosen,
                Second = rejected,
                Oddity = "The transcripts part before the first \"Assistant:\"; the prompt is empty and each response is a whole transcript.",
            };
        }

        var cut = turn + Assistant.Length;
        var parted = chosen.Span[cut..].IndexOf(Human) >= 0 || rejected.Span[cut..].IndexOf(Human) >= 0;
        var isChat = chosen.Span.StartsWith(Human);
        return new Pair
        {
            Prompt = isChat ? Chat(row, chosen.Span[..turn]) : chosen[..turn],
            PromptIsChat = isChat,
            First = chosen[cut..],
            Second = rejected[cut..],
            Oddity = parted ? "The transcripts part before their last turn; the rest of each is its response." : null,
        };
    }

    private static ReadOnlyMemory<byte> Chat(Row row, ReadOnlySpan<byte> transcript)
    {
        var from = row.Scratch.WrittenCount;
        using var writer = new Utf8JsonWriter(row.Scratch, StrictJson.WriterOptions);
        writer.WriteStartArray();
        while (!transcript.IsEmpty)
        {
            var isHuman = transcript.StartsWith(Human);
            var content = transcript[(isHuman ? Human : Assistant).Length..];
            var length = NextTurn(content);
            writer.WriteStartObject();
            writer.WriteString("role"u8, isHuman ? "user"u8 : "assistant"u8);
            writer.WriteString("content"u8, content[..length]);
            writer.WriteEndObject();
            transcript = content[length..];
        }

        writer.WriteEndArray();
        writer.Flush();
        return row.Scratch.WrittenMemory[from..];
    }

    private static int NextTurn(ReadOnlySpan<byte> text)
    {
        var human = text.IndexOf(Human);
        var assistant = text.IndexOf(Assistant);
        return (human, assistant) switch
        {
            ( < 0, < 0) => text.Length,
            ( < 0, _) => assistant,
            (_, < 0) => human,
            _ => Math.Min(human, assistant),
        };
    }
}
