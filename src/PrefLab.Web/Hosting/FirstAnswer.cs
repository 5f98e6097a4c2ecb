namespace PrefLab.Web.Hosting;

/// <summary>The body of an answer that has a deadline. Either the request's own code is first to write to it, or the deadline takes it, and what that code writes goes nowhere.</summary>
internal sealed class FirstAnswer(Stream body) : Stream
{
    private const int Nobody = 0;
    private const int Request = 1;
    private const int Deadline = 2;

    private int taken = Nobody;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private Stream Target => Interlocked.CompareExchange(ref taken, Request, Nobody) == Deadline ? Null : body;

    public bool TryTakeForDeadline() => Interlocked.CompareExchange(ref taken, Deadline, Nobody) == Nobody;

    public override void Flush() => Target.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Target.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Target.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => Target.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Target.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Target.WriteAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
