using System.IO.Compression;

namespace PrefLab.Core.Exchange;

/// <summary>Opens a file of unknown kind: plain or gzip text comes out as UTF-8 without its mark, all else is refused by name.</summary>
internal static class ImportStream
{
    private const int HeadSize = 4 * 1024;

    /// <exception cref="ImportRefusedException">The file is not text, or a JSON array.</exception>
    public static async Task<Stream> OpenAsync(Stream body, ImportLimits limits, CancellationToken ct)
    {
        var counted = new CountedStream(body);
        var (head, stream) = await PeekAsync(counted, ct);
        if (head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            var packed = new LastByteStream(stream);
            var unpacked = new QuotaStream(new GZipStream(packed, CompressionMode.Decompress), packed, counted, limits);
            (head, stream) = await PeekAsync(unpacked, ct);
            if (head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            {
                throw new ImportRefusedException("This is a gzip file inside a gzip file. Send the inner one.");
            }
        }

        if (Refusal(head.Span) is { } reason)
        {
            throw new ImportRefusedException(reason);
        }

        return stream;
    }

    private static string? Refusal(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK"u8) && head.Length > 3 && head[2] < 8)
        {
            return "This is a zip archive. Send its JSON Lines files one by one, plain or as gzip.";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || head[..Math.Min(head.Length, 4)].Contains((byte)0))
        {
            return "This file is not UTF-8: it looks like UTF-16 or UTF-32. Save it as UTF-8.";
        }

        var packed = head switch
        {
            _ when head.StartsWith("BZh"u8) => "bzip2",
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]) => "xz",
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) => "zstd",
            _ when head.StartsWith("7z"u8) => "7-Zip",
            _ when head.StartsWith("PAR1"u8) => "Parquet",
            _ => null,
        };
        if (packed is not null)
        {
            return $"This is a {packed} file. Send JSON Lines, plain or as gzip.";
        }

        if (head.StartsWith("version https://git-lfs"u8))
        {
            return "This is a Git LFS pointer, not the data. Fetch the file with git lfs pull.";
        }

        return head.TrimStart(" \t\r\n"u8).StartsWith("["u8)
            ? "This is a JSON array, not JSON Lines. Write one object a line, for example with jq -c '.[]'."
            : null;
    }

    private static async Task<(ReadOnlyMemory<byte> Head, Stream Stream)> PeekAsync(Stream stream, CancellationToken ct)
    {
        var head = new byte[HeadSize];
        var length = await stream.ReadAtLeastAsync(head, HeadSize, throwOnEndOfStream: false, ct);
        var mark = head.AsSpan(0, length).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var text = head.AsMemory(mark, length - mark);
        return (text, new PrefixedStream(text, stream));
    }
}
