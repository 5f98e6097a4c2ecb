using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PrefLab.Core.Exchange;

/// <summary>Reads JSON values as the database can keep them, and says what is wrong with the others.</summary>
internal sealed class StrictJson : IDisposable
{
    public const int MaxDepth = 64;
    private const int MaxNumberLength = 400;
    private const int MaxExponent = 300;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Escapes only what JSON demands: exports are read by trainers, never pasted into HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth + 8,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> text = new(4 * 1024);
    private readonly List<HashSet<string>> namesByDepth = [];
    private readonly Utf8JsonWriter writer = new(Stream.Null, WriterOptions);

    /// <summary>Gets the text of the string that the reader stands on: a slice of the line when nothing is escaped.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, ArrayBufferWriter<byte> scratch, out ReadOnlyMemory<byte> value)
    {
        var raw = reader.ValueSpan;
        value = default;
        if (!Utf8.IsValid(raw))
        {
            return "The text is not UTF-8.";
        }

        if (!reader.ValueIsEscaped)
        {
            value = line.Slice((int)reader.TokenStartIndex + 1, raw.Length);
            return null;
        }

        var target = scratch.GetMemory(raw.Length);
        try
        {
            var length = reader.CopyString(target.Span);
            scratch.Advance(length);
            value = target[..length];
        }
        catch (InvalidOperationException)
        {
            return "The text holds half of a surrogate pair, which is not a character.";
        }

        return value.Span.Contains((byte)0) ? "The text holds the character U+0000, which cannot be stored." : null;
    }

    /// <summary>Copies the value that the reader stands on, respelled, to the end of the target.</summary>
    /// <param name="levels">How deep the value may be nested, itself included.</param>
    /// <returns>What is wrong with it, or null; on a problem the reader stands anywhere inside the value.</returns>
    public string? Copy(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, ArrayBufferWriter<byte> target, int levels = MaxDepth)
    {
        writer.Reset(target);
        var outside = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth - outside >= levels)
            {
                return $"With this in its metadata the row is nested deeper than {MaxDepth} levels.";
            }

            if (CopyToken(ref reader, line) is { } problem)
            {
                return problem;
            }
        }
        while ((reader.CurrentDepth > outside || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
        writer.Flush();
        return null;
    }

    public void WriteString(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> target)
    {
        writer.Reset(target);
        writer.WriteStringValue(value);
        writer.Flush();
    }

    public void Dispose() => writer.Dispose();

    private string? CopyToken(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                NamesAt(reader.CurrentDepth).Clear();
                writer.WriteStartObject();
                return null;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                return null;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                return null;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                return null;
            case JsonTokenType.Number:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                return IsStorable(reader.ValueSpan) ? null : "A number is out of range.";
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                return null;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                return null;
            default:
                return CopyString(ref reader, line);
        }
    }

    private string? CopyString(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        text.ResetWrittenCount();
        if (ReadText(ref reader, line, text, out var value) is { } problem)
        {
            return problem;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            writer.WriteStringValue(value.Span);
            return null;
        }

        var name = System.Text.Encoding.UTF8.GetString(value.Span);
        writer.WritePropertyName(value.Span);
        return NamesAt(reader.CurrentDepth - 1).Add(name) ? null : $"The key \"{Shown.Name(name)}\" stands there twice.";
    }

    private HashSet<string> NamesAt(int depth)
    {
        while (namesByDepth.Count <= depth)
        {
            namesByDepth.Add(new HashSet<string>(StringComparer.Ordinal));
        }

        return namesByDepth[depth];
    }

    /// <summary>The database spells numbers out, so that 1e100000 would be a hundred thousand digits.</summary>
    private static bool IsStorable(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        if (number.Length > MaxNumberLength || exponent < 0)
        {
            return number.Length <= MaxNumberLength;
        }

        var digits = number[(exponent + 1)..].TrimStart("+-"u8).TrimStart((byte)'0');
        return digits.IsEmpty
            || (System.Buffers.Text.Utf8Parser.TryParse(digits, out int value, out var used) && used == digits.Length
                && value <= MaxExponent && exponent + value <= MaxNumberLength);
    }
}
