namespace PrefLab.Core.Exchange;

/// <summary>A stream that is only read, forwards, and asynchronously where its source is.</summary>
internal abstract class ReadingStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Counts what was read.</summary>
internal sealed class CountedStream(Stream source) : ReadingStream
{
    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        BytesRead += read;
        return read;
    }
}

/// <summary>Gives back what was read ahead, then the rest.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadingStream
{
    private ReadOnlyMemory<byte> left = prefix;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }

        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return new ValueTask<int>(taken);
    }
}

/// <summary>Gives the last byte out by itself, so that it can be told whether a reader who stopped has seen the end. Its reader's buffer has room for two.</summary>
internal sealed class LastByteStream(Stream source) : ReadingStream
{
    private readonly byte[] held = new byte[1];
    private bool holds;

    public bool IsUsedUp { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        holds = holds || (!IsUsedUp && await source.ReadAsync(held, cancellationToken) > 0);
        if (!holds)
        {
            IsUsedUp = true;
            return 0;
        }

        var read = await source.ReadAsync(buffer[1..], cancellationToken);
        buffer.Span[0] = held[0];
        if (read == 0)
        {
            (holds, IsUsedUp) = (false, true);
            return 1;
        }

        held[0] = buffer.Span[read];
        return read;
    }
}

/// <summary>Stops a file that unpacks to more than it may, and says so of one that is cut short or goes on behind its end.</summary>
internal sealed class QuotaStream(Stream unpacking, LastByteStream packed, CountedStream counted, ImportLimits limits) : ReadingStream
{
    private long unpackedBytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await unpacking.ReadAsync(buffer, cancellationToken);
            unpackedBytes += read;
            var isBomb = unpackedBytes > ImportLimits.RatioFreeBytes && unpackedBytes / limits.UnpackedRatio > counted.BytesRead;
            if (read == 0 && !packed.IsUsedUp)
            {
                throw new ImportRefusedException("Something follows the end of this gzip file that is not gzip. Pack the whole file anew.");
            }

            return unpackedBytes > limits.UnpackedBytes || isBomb
                ? throw new ImportRefusedException(FormattableString.Invariant(
                    $"This gzip file unpacks to more than is allowed ({limits.UnpackedBytes >> 20} MB, {limits.UnpackedRatio} times its size). Split it, or send it plain."))
                : read;
        }
        catch (InvalidDataException)
        {
            throw new ImportRefusedException("This gzip file is damaged or cut short.");
        }
    }
}
