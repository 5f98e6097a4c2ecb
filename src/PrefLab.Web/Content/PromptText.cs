using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrefLab.Web.Content;

/// <summary>A prompt as turns: one of the user, or those of a conversation.</summary>
public static class PromptText
{
    private const int MaxKind = 40;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the turns of a stored prompt; a conversation that does not read as one is shown as its text.</summary>
    public static IReadOnlyList<Turn> Turns(string prompt, bool isChat)
    {
        if (!isChat)
        {
            return [new Turn("user", prompt)];
        }

        try
        {
            using var messages = JsonDocument.Parse(prompt);
            return [.. messages.RootElement.EnumerateArray().Select(ReadTurn)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [new Turn("user", prompt)];
        }
    }

    /// <summary>Turns before the last of the user: what comes before the question that the responses answer.</summary>
    public static int Earlier(IReadOnlyList<Turn> turns)
    {
        for (var i = turns.Count - 1; i > 0; i--)
        {
            if (turns[i].Role == "user")
            {
                return i;
            }
        }

        return turns.Count > 0 && turns[0].Role == "user" ? 0 : Math.Max(0, turns.Count - 1);
    }

    private static Turn ReadTurn(JsonElement message)
    {
        var role = Text(message, "role") ?? "";
        var calls = Calls(message);
        var hasContent = message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null;
        if (!hasContent && calls.Count == 0)
        {
            // A turn without text or calls is shown as it was imported.
            return new Turn(role, message.GetRawText());
        }

        var (text, leftOut) = hasContent ? ReadContent(content, calls) : ("", []);
        return new Turn(role, role is "tool" or "function" ? Indented(text) : text) { Name = Text(message, "name"), Calls = calls, LeftOut = leftOut };
    }

    /// <summary>A text, or parts: texts, calls of tools and their replies; what is no text is left out and named.</summary>
    private static (string Text, IReadOnlyList<string> LeftOut) ReadContent(JsonElement content, List<Call> calls)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return (content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText(), []);
        }

        var texts = new List<string>();
        var leftOut = new List<string>();
        foreach (var part in content.EnumerateArray())
        {
            var kind = part.ValueKind == JsonValueKind.Object ? Text(part, "type") : null;
            if (part.ValueKind == JsonValueKind.String)
            {
                texts.Add(part.GetString()!);
            }
            else if (kind is not null && Text(part, "text") is { } text)
            {
                texts.Add(text);
            }
            else if (kind == "tool_use")
            {
                calls.Add(new Call(Text(part, "name") ?? "", Indented(part.TryGetProperty("input", out var input) ? input.GetRawText() : part.GetRawText())));
            }
            else if (kind == "tool_result" && part.TryGetProperty("content", out var reply))
            {
                var (inner, innerLeftOut) = ReadContent(reply, calls);
                texts.Add(Indented(inner));
                leftOut.AddRange(innerLeftOut);
            }
            else if (kind is not null)
            {
                leftOut.Add(kind.Contains("image", StringComparison.Ordinal) ? "image" : kind[..Math.Min(kind.Length, MaxKind)]);
            }
            else
            {
                texts.Add(part.GetRawText());
            }
        }

        return (string.Join("\n\n", texts), leftOut);
    }

    private static List<Call> Calls(JsonElement message)
    {
        List<Call> found = message.TryGetProperty("function_call", out var single) && single.ValueKind == JsonValueKind.Object ? [ReadCall(single)] : [];
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            found.AddRange(calls.EnumerateArray().Select(ReadCall));
        }

        return found;
    }

    private static Call ReadCall(JsonElement call)
    {
        var function = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : call;
        return function.ValueKind == JsonValueKind.Object && Text(function, "name") is { } name && function.TryGetProperty("arguments", out var arguments)
            ? new Call(name, Indented(arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()))
            : new Call("", Indented(call.GetRawText()));
    }

    /// <summary>JSON with a line for each value; what is no JSON as it is.</summary>
    private static string Indented(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            // A number may have more digits than would be written again.
            return json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) ? text : JsonSerializer.Serialize(json.RootElement, Readable);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or what the file says.</param>
    public sealed record Turn(string Role, string Text)
    {
        /// <summary>The tool that answers, where the file names it.</summary>
        public string? Name { get; init; }

        public IReadOnlyList<Call> Calls { get; init; } = [];

        /// <summary>Kinds of what the file has here and no page shows: images, sounds, files.</summary>
        public IReadOnlyList<string> LeftOut { get; init; } = [];
    }

    /// <summary>A tool that is called.</summary>
    public sealed record Call(string Tool, string Arguments);
}
