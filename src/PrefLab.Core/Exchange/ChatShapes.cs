using System.Buffers;

namespace PrefLab.Core.Exchange;

/// <summary>Splits conversations into what both sides share, the prompt, and the rest of each, the responses.</summary>
internal static class ChatShapes
{
    /// <param name="prompt">The row's prompt: messages, text, or absent when the conversations hold it.</param>
    public static Pair Split(Row row, in FieldValue prompt)
    {
        var chosen = row.MessagesOf(RowField.Chosen);
        var rejected = row.MessagesOf(RowField.Rejected);
        var shared = SharedMessages(chosen, rejected);
        var isImplicit = prompt.Kind == FieldKind.Absent;
        // Some data sets give the prompt and repeat it in both conversations.
        var repeats = !isImplicit && shared > 0 && Repeats(row, prompt, chosen[..shared]);
        var skip = isImplicit || repeats ? shared : 0;
        if (isImplicit && shared == 0)
        {
            return new Pair { Problem = "The two conversations do not begin alike, so that there is no prompt.", ProblemField = "chosen" };
        }

        var useShared = isImplicit || repeats;
        return new Pair
        {
            Prompt = useShared ? Pair.Chat(row, chosen[..shared])
                : prompt.Kind == FieldKind.Messages ? Pair.Chat(row, row.MessagesOf(RowField.Prompt)) : prompt.Bytes,
            PromptIsChat = useShared || prompt.Kind == FieldKind.Messages,
            First = Response(row, chosen[skip..]),
            Second = Response(row, rejected[skip..]),
            Oddity = chosen.Length - skip > 1 || rejected.Length - skip > 1
                ? "The conversations part before their last message; the rest of each is its response." : null,
        };
    }

    /// <summary>Leaves each side at least one message, so that equal conversations are equal responses.</summary>
    private static int SharedMessages(ReadOnlySpan<ChatMessage> chosen, ReadOnlySpan<ChatMessage> rejected)
    {
        var most = Math.Min(chosen.Length, rejected.Length) - 1;
        var shared = 0;
        while (shared < most && chosen[shared].Json.Span.SequenceEqual(rejected[shared].Json.Span))
        {
            shared++;
        }

        return shared;
    }

    private static bool Repeats(Row row, in FieldValue prompt, ReadOnlySpan<ChatMessage> shared)
    {
        if (prompt.Kind != FieldKind.Messages)
        {
            return shared[^1].Content.Span.SequenceEqual(prompt.Bytes.Span);
        }

        var messages = row.MessagesOf(RowField.Prompt);
        return messages.Length <= shared.Length && messages[^1].Json.Span.SequenceEqual(shared[messages.Length - 1].Json.Span);
    }

    /// <summary>One message is its content; several are written as a transcript.</summary>
    private static ReadOnlyMemory<byte> Response(Row row, ReadOnlySpan<ChatMessage> messages)
    {
        if (messages.Length == 1)
        {
            return messages[0].Content;
        }

        var from = row.Scratch.WrittenCount;
        for (var i = 0; i < messages.Length; i++)
        {
            row.Scratch.Write(i > 0 ? "\n\n"u8 : ""u8);
            row.Scratch.Write(messages[i].Role.Span);
            row.Scratch.Write(": "u8);
            row.Scratch.Write(messages[i].Content.Span);
        }

        return row.Scratch.WrittenMemory[from..];
    }
}
