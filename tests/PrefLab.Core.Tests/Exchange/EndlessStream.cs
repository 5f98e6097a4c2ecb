using System.Text;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Repeats a text for as long as it is read, up to a length, and may break off there.</summary>
internal sealed class EndlessStream(string text, long length = long.MaxValue, Exception? end = null, string first = "", string last = "") : Stream
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);
    private readonly byte[] firstBytes = Encoding.UTF8.GetBytes(first);
    private readonly byte[] lastBytes = Encoding.UTF8.GetBytes(last);

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var (source, at) = BytesRead < firstBytes.Length ? (firstBytes, BytesRead)
            : BytesRead < firstBytes.Length + length ? (bytes, (BytesRead - firstBytes.Length) % bytes.Length)
            : (lastBytes, BytesRead - firstBytes.Length - length);
        if (ReferenceEquals(source, lastBytes) && at >= lastBytes.Length)
        {
            return end is null ? 0 : throw end;
        }

        var limit = ReferenceEquals(source, bytes) ? firstBytes.Length + length - BytesRead : long.MaxValue;
        var taken = (int)Math.Min(Math.Min(source.Length - at, buffer.Length), limit);
        source.AsSpan((int)at, taken).CopyTo(buffer);
        BytesRead += taken;
        return taken;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
