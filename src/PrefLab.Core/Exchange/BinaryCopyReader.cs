using System.Buffers.Binary;

namespace PrefLab.Core.Exchange;

/// <summary>Reads rows of PostgreSQL's binary COPY format, one at a time and without copies.</summary>
internal sealed class BinaryCopyReader(Stream copy, int columns)
{
    private const int HeaderLength = 19;

    private readonly (int Start, int Length)[] fields = new (int, int)[columns];
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private bool started;
    private int rowLength;

    /// <returns>False after the last row.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        if (!started)
        {
            await NeedAsync(HeaderLength, ct);
            start += HeaderLength;
            started = true;
        }

        start += rowLength;
        await NeedAsync(2, ct);
        if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(start)) < 0)
        {
            rowLength = 0;
            // Nothing follows; reading it tells the connection so.
            return await copy.ReadAsync(buffer, ct) > 0 ? throw new InvalidDataException("The copy goes on behind its end.") : false;
        }

        var at = 2;
        for (var i = 0; i < columns; i++)
        {
            await NeedAsync(at + 4, ct);
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start + at));
            at += 4;
            fields[i] = (at, length);
            at += Math.Max(length, 0);
            await NeedAsync(at, ct);
        }

        rowLength = at;
        return true;
    }

    public bool IsNull(int column) => fields[column].Length < 0;

    /// <summary>The text of a field, empty for null; valid until the next row.</summary>
    public ReadOnlySpan<byte> Text(int column) => buffer.AsSpan(start + fields[column].Start, Math.Max(fields[column].Length, 0));

    public ReadOnlyMemory<byte> Memory(int column) => buffer.AsMemory(start + fields[column].Start, Math.Max(fields[column].Length, 0));

    public bool Boolean(int column) => Text(column)[0] != 0;

    public short Int16(int column) => BinaryPrimitives.ReadInt16BigEndian(Text(column));

    public int Int32(int column) => BinaryPrimitives.ReadInt32BigEndian(Text(column));

    public long Int64(int column) => BinaryPrimitives.ReadInt64BigEndian(Text(column));

    private ValueTask NeedAsync(int length, CancellationToken ct) => end - start >= length ? default : FillAsync(length, ct);

    private async ValueTask FillAsync(int length, CancellationToken ct)
    {
        if (start + length > buffer.Length || start > buffer.Length / 2)
        {
            var target = length > buffer.Length ? new byte[Math.Max(length, buffer.Length * 2)] : buffer;
            buffer.AsSpan(start, end - start).CopyTo(target);
            (buffer, end, start) = (target, end - start, 0);
        }

        end += await copy.ReadAtLeastAsync(buffer.AsMemory(end), length - (end - start), throwOnEndOfStream: true, ct);
    }
}
