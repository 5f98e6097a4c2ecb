using System.Text.Json;

namespace PrefLab.Core.Exchange;

/// <summary>Reads a list of chat messages. Keys besides role and content are kept in the message's JSON.</summary>
internal sealed class ChatParser : IDisposable
{
    private readonly StrictJson json = new();

    /// <returns>What is wrong with it, or null; on a problem the reader stands anywhere inside the list.</returns>
    public string? Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, RowField field)
    {
        var first = row.Messages.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return "Each message must be an object with role and content.";
            }

            var from = row.Scratch.WrittenCount;
            // A look ahead at the same object: the reader is a value.
            var ahead = reader;
            if (json.Copy(ref ahead, line, row.Scratch) is { } badJson)
            {
                return badJson;
            }

            var message = row.Scratch.WrittenMemory[from..];
            if (ReadMessage(ref reader, line, row, message, out var chat) is { } problem)
            {
                return problem;
            }

            row.Messages.Add(chat);
        }

        row[field].Messages = first..row.Messages.Count;
        row[field].Kind = FieldKind.Messages;
        return row.Messages.Count > first ? null : "The list has no messages.";
    }

    public void Dispose() => json.Dispose();

    private static string? ReadMessage(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, Row row, ReadOnlyMemory<byte> message, out ChatMessage chat)
    {
        ReadOnlyMemory<byte>? role = null;
        ReadOnlyMemory<byte>? content = null;
        chat = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isContent = reader.ValueTextEquals("content"u8);
            reader.Read();
            if (!isRole && !isContent)
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                return isRole ? "A message's role must be a string." : "A message's content must be a string.";
            }

            if (StrictJson.ReadText(ref reader, line, row.Scratch, out var text) is { } problem)
            {
                return problem;
            }

            if (isRole)
            {
                role = text;
            }
            else
            {
                content = text;
            }
        }

        if (role is null || content is null)
        {
            return role is null ? "A message has no role." : "A message has no content.";
        }

        chat = new ChatMessage(role.Value, content.Value, message);
        return null;
    }
}
