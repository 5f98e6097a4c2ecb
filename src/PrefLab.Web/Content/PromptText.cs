using System.Text.Json;

namespace PrefLab.Web.Content;

/// <summary>A prompt as turns: one of the user, or those of a conversation.</summary>
public static class PromptText
{
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

    private static Turn ReadTurn(JsonElement message)
    {
        var role = message.TryGetProperty("role", out var name) ? name.GetString() ?? "" : "";
        if (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            // A turn without text, such as a call of a tool, is shown as it was imported.
            return new Turn(role, message.GetRawText());
        }

        return new Turn(role, content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText());
    }

    /// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or what the file says.</param>
    public sealed record Turn(string Role, string Text);
}
