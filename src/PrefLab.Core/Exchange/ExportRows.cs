using System.Text.Json;

namespace PrefLab.Core.Exchange;

/// <summary>One export format: what it asks the database for, and how a row is written.</summary>
internal abstract class ExportRows
{
    public abstract int Columns { get; }

    /// <summary>A query without parameters, because COPY takes none; an id is only digits.</summary>
    public abstract string Query(ProjectId project);

    /// <returns>False when the row is left out; then nothing was written.</returns>
    public abstract bool TryWrite(BinaryCopyReader row, Utf8JsonWriter writer);

    /// <summary>Writes a chat prompt as JSON; should it not be, as the text that it is, so that one bad row cannot break an export.</summary>
    protected static void WritePrompt(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> prompt, bool isChat)
    {
        writer.WritePropertyName(name);
        if (isChat && IsJson(prompt))
        {
            writer.WriteRawValue(prompt, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(prompt);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
