namespace PrefLab.Core.Exchange;

/// <summary>
/// Splits a stream into lines at LF and CRLF, and nowhere else. Holds one line at a time; of a line beyond the limit it
/// holds nothing, but counts it.
/// </summary>
internal sealed class LineReader(Stream source, int maxLineBytes)
{
    private const int FirstSize = 256 * 1024;

    private byte[] buffer = new byte[FirstSize];
    private int start;
    private int scanned;
    private int end;
    private bool atEnd;

    /// <summary>The number of the line last read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line last read, without its end; valid until the next read, empty when it was too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public bool IsTooLong { get; private set; }

    /// <returns>False after the last line.</returns>
    public ValueTask<bool> ReadAsync(CancellationToken ct) => TryTake() ? new ValueTask<bool>(true) : ReadMoreAsync(ct);

    private bool TryTake()
    {
        var at = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
        if (at < 0)
        {
            scanned = end;
            return false;
        }

        Take(scanned + at);
        start = scanned = scanned + at + 1;
        return true;
    }

    private async ValueTask<bool> ReadMoreAsync(CancellationToken ct)
    {
        IsTooLong = false;
        while (!atEnd)
        {
            if (end - start > maxLineBytes)
            {
                await SkipLineAsync(ct);
                return true;
            }

            MakeRoom();
            var read = await source.ReadAsync(buffer.AsMemory(end), ct);
            end += read;
            atEnd = read == 0;
            if (TryTake())
            {
                return true;
            }
        }

        if (start == end)
        {
            return false;
        }

        Take(end);
        start = scanned = end;
        return true;
    }

    private void Take(int lineEnd)
    {
        Number++;
        IsTooLong = lineEnd - start > maxLineBytes;
        var length = lineEnd > start && buffer[lineEnd - 1] == (byte)'\r' ? lineEnd - 1 - start : lineEnd - start;
        Line = IsTooLong ? default : buffer.AsMemory(start, length);
    }

    private async Task SkipLineAsync(CancellationToken ct)
    {
        Number++;
        IsTooLong = true;
        Line = default;
        while (!atEnd)
        {
            end = await source.ReadAsync(buffer, ct);
            atEnd = end == 0;
            var at = buffer.AsSpan(0, end).IndexOf((byte)'\n');
            if (at >= 0)
            {
                start = scanned = at + 1;
                return;
            }
        }

        start = scanned = end = 0;
    }

    private void MakeRoom()
    {
        if (end < buffer.Length)
        {
            return;
        }

        // Beyond a megabyte at once to the end: a row of buffers, each twice the last, would be as much again.
        var larger = buffer.Length < 1024 * 1024 ? buffer.Length * 2 : int.MaxValue;
        var size = start > 0 ? buffer.Length : Math.Min(larger, maxLineBytes + FirstSize);
        var target = size == buffer.Length ? buffer : new byte[size];
        buffer.AsSpan(start, end - start).CopyTo(target);
        (buffer, scanned, end, start) = (target, scanned - start, end - start, 0);
    }
}
