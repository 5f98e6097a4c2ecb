using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace PrefLab.Web.Hosting;

/// <summary>The body of an answer that has a deadline. Either the request's own code is first to write to it, or the deadline takes it, and what that code writes goes nowhere.</summary>
internal sealed class FirstAnswer(IHttpResponseBodyFeature body) : Stream, IHttpResponseBodyFeature
{
    private const int Nobody = 0;
    private const int Request = 1;
    private const int Deadline = 2;

    private PipeWriter? writer;
    private int taken = Nobody;

    Stream IHttpResponseBodyFeature.Stream => this;

    public PipeWriter Writer => writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool IsTheRequests => Interlocked.CompareExchange(ref taken, Request, Nobody) != Deadline;

    private Stream Target => IsTheRequests ? body.Stream : Null;

    public bool TryTakeForDeadline() => Interlocked.CompareExchange(ref taken, Deadline, Nobody) == Nobody;

    public void DisableBuffering() => body.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => IsTheRequests ? body.StartAsync(cancellationToken) : Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(this, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        await EndAsync();
        if (IsTheRequests)
        {
            await body.CompleteAsync();
        }
    }

    /// <summary>Passes on what is buffered. An answer without a body is left as it is, so that the server says that it has none.</summary>
    public ValueTask EndAsync() => writer?.CompleteAsync() ?? ValueTask.CompletedTask;

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
