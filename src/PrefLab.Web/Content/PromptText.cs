using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrefLab.Web.Content;

/// <summary>A prompt as turns: one of the user, or those of a conversation.</summary>
public static class PromptText
{
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

        var text = !hasContent ? "" : content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText();
        return new Turn(role, text) { Name = Text(message, "name"), Calls = calls };
    }

    private static IReadOnlyList<Call> Calls(JsonElement message) =>
        message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array
            ? [.. calls.EnumerateArray().Select(ReadCall)]
            : [];

    private static Call ReadCall(JsonElement call)
    {
        var function = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : call;
        return Text(function, "name") is { } name && function.TryGetProperty("arguments", out var arguments)
            ? new Call(name, Indented(arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()))
            : new Call("", Indented(call.GetRawText()));
    }

    /// <summary>JSON with a line for each value; what is no JSON as it is.</summary>
    private static string Indented(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json.RootElement, Readable);
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
    }

    /// <summary>A tool that is called.</summary>
    public sealed record Call(string Tool, string Arguments);
}
