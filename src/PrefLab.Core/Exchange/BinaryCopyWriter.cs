using System.Buffers.Binary;
using Npgsql;

namespace PrefLab.Core.Exchange;

/// <summary>
/// Writes rows in PostgreSQL's binary COPY format. Texts go through as the UTF-8 that they came as; while one buffer is on
/// its way to the server, the next is filled.
/// </summary>
internal sealed class BinaryCopyWriter(NpgsqlRawCopyStream copy)
{
    private const int FlushAt = 256 * 1024;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private byte[] buffer = new byte[FlushAt + (64 * 1024)];
    private byte[] other = new byte[FlushAt + (64 * 1024)];
    private int used;
    private bool started;
    private bool ended;
    private Task pending = Task.CompletedTask;

    public void StartRow(short columns)
    {
        WriteHeader();
        BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);
    }

    public void Write(ReadOnlyMemory<byte>? text)
    {
        if (text is null)
        {
            WriteNull();
            return;
        }

        WriteLength(text.Value.Length);
        text.Value.Span.CopyTo(Take(text.Value.Length));
    }

    /// <summary>A jsonb is its text behind a version number.</summary>
    public void WriteJson(ReadOnlySpan<byte> json, ReadOnlySpan<byte> open = default, ReadOnlySpan<byte> close = default)
    {
        WriteLength(1 + open.Length + json.Length + close.Length);
        Take(1)[0] = 1;
        open.CopyTo(Take(open.Length));
        json.CopyTo(Take(json.Length));
        close.CopyTo(Take(close.Length));
    }

    public void Write(bool value)
    {
        WriteLength(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Write(short value)
    {
        WriteLength(2);
        BinaryPrimitives.WriteInt16BigEndian(Take(2), value);
    }

    public void Write(int value)
    {
        WriteLength(4);
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
    }

    public void Write(long value)
    {
        WriteLength(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
    }

    public void Write(double value)
    {
        WriteLength(8);
        BinaryPrimitives.WriteDoubleBigEndian(Take(8), value);
    }

    public void WriteNull() => WriteLength(-1);

    /// <summary>Sends what has gathered when it is enough; call it after each row.</summary>
    public ValueTask EndRowAsync(CancellationToken ct) => used < FlushAt ? default : SendAsync(ct);

    /// <summary>Ends the rows; the server checks what is left to check.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        WriteHeader();
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        await SendAsync(ct);
        await pending;
        ended = true;
        await copy.DisposeAsync();
    }

    /// <summary>Ends the COPY without any row.</summary>
    public async Task CancelAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        try
        {
            await pending;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is told below that nothing of this counts.
        }

        await copy.CancelAsync();
        await copy.DisposeAsync();
    }

    private void WriteHeader()
    {
        if (!started)
        {
            Header.CopyTo(Take(Header.Length));
            started = true;
        }
    }

    private async ValueTask SendAsync(CancellationToken ct)
    {
        await pending;
        pending = copy.WriteAsync(buffer.AsMemory(0, used), ct).AsTask();
        (buffer, other) = (other, buffer);
        used = 0;
    }

    private void WriteLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Take(4), length);

    private Span<byte> Take(int length)
    {
        if (used + length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + length));
        }

        used += length;
        return buffer.AsSpan(used - length, length);
    }
}
