using System.Buffers;

namespace PrefLab.Core.Exchange;

/// <summary>A prompt and two responses in the order of the file: A and B, or chosen and rejected.</summary>
internal readonly struct Pair
{
    public ReadOnlyMemory<byte> Prompt { get; init; }

    public bool PromptIsChat { get; init; }

    public ReadOnlyMemory<byte> First { get; init; }

    public ReadOnlyMemory<byte> Second { get; init; }

    public string? Oddity { get; init; }

    public string? Problem { get; init; }

    public string? ProblemField { get; init; }

    public static Pair Of(Row row, RowField prompt, RowField first, RowField second) => new()
    {
        Prompt = row[prompt].Kind == FieldKind.Messages ? Chat(row, row.MessagesOf(prompt)) : row[prompt].Bytes,
        PromptIsChat = row[prompt].Kind == FieldKind.Messages,
        First = row[first].Bytes,
        Second = row[second].Bytes,
    };

    /// <summary>Writes messages as the JSON array that a prompt is stored as.</summary>
    public static ReadOnlyMemory<byte> Chat(Row row, ReadOnlySpan<ChatMessage> messages)
    {
        var from = row.Scratch.WrittenCount;
        row.Scratch.Write("["u8);
        for (var i = 0; i < messages.Length; i++)
        {
            if (i > 0)
            {
                row.Scratch.Write(","u8);
            }

            row.Scratch.Write(messages[i].Json.Span);
        }

        row.Scratch.Write("]"u8);
        return row.Scratch.WrittenMemory[from..];
    }
}
