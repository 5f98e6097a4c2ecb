using System.Buffers;

namespace PrefLab.Core.Exchange;

internal enum FieldKind : byte
{
    Absent,
    Text,
    Messages,
    Json,
    Number,
}

/// <summary>A field of the row being read; its bytes are UTF-8 and valid until the next row.</summary>
internal struct FieldValue
{
    public FieldKind Kind;
    public int Number;

    /// <summary>The text without quotes and escapes, or the JSON in one fixed spelling.</summary>
    public ReadOnlyMemory<byte> Bytes;
    public Range Messages;
}

/// <summary>One message of a conversation.</summary>
/// <param name="Json">The whole object in one fixed spelling; equal messages have equal JSON.</param>
internal readonly record struct ChatMessage(ReadOnlyMemory<byte> Role, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Json);

/// <summary>The row being read. One instance serves a whole file, so that rows cost no garbage.</summary>
internal sealed class Row
{
    public long Line { get; set; }

    public FieldValue[] Values { get; } = new FieldValue[RowFields.Count];

    public List<ChatMessage> Messages { get; } = [];

    /// <summary>Where unescaped text and respelled JSON are kept.</summary>
    public ArrayBufferWriter<byte> Scratch { get; private set; } = new(64 * 1024);

    /// <summary>The members of the metadata object, separated by commas, without its braces.</summary>
    public ArrayBufferWriter<byte> Metadata { get; private set; } = new(4 * 1024);

    public HashSet<string> MetadataNames { get; } = new(StringComparer.Ordinal);

    public ref FieldValue this[RowField field] => ref Values[(int)field];

    public ReadOnlySpan<ChatMessage> MessagesOf(RowField field) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Messages)[this[field].Messages];

    public void Clear(long line)
    {
        Line = line;
        Array.Clear(Values);
        Messages.Clear();
        MetadataNames.Clear();
        Scratch.ResetWrittenCount();
        Metadata.ResetWrittenCount();
    }
}
