using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace PrefLab.Cli.Import;

/// <summary>A file as a request body, read while it is sent; rewritten line by line when the overlap is added.</summary>
internal sealed class FileContent : HttpContent
{
    private const int BufferSize = 128 * 1024;
    private readonly FileInfo file;
    private readonly OverlapRewriter? rewriter;
    private readonly UploadProgress progress;

    public FileContent(FileInfo file, OverlapRewriter? rewriter, UploadProgress progress)
    {
        (this.file, this.rewriter, this.progress) = (file, rewriter, progress);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return rewriter is null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var source = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        await using (source)
        {
            await (rewriter is null ? CopyAsync(source, stream, cancellationToken) : RewriteAsync(source, stream, cancellationToken));
        }
    }

    private async Task CopyAsync(FileStream source, Stream target, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await source.ReadAsync(buffer, ct)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            await progress.ReportAsync(source.Position, isLast: false);
        }

        await progress.ReportAsync(source.Position, isLast: true);
    }

    private async Task RewriteAsync(FileStream source, Stream target, CancellationToken ct)
    {
        var isPacked = source.ReadByte() == 0x1F && source.ReadByte() == 0x8B;
        source.Position = 0;
        await using var unpacked = isPacked ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : null;
        using var reader = new StreamReader(unpacked ?? (Stream)source, leaveOpen: true);
        // Not disposed: that would close the request under HttpClient.
        var buffered = new BufferedStream(target, BufferSize);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            await buffered.WriteAsync(rewriter!.Rewrite(line), ct);
            await progress.ReportAsync(source.Position, isLast: false);
        }

        await buffered.FlushAsync(ct);
        await progress.ReportAsync(source.Length, isLast: true);
    }
}
