namespace PrefLab.Core.Exchange;

/// <summary>What bounds an import, whatever the file holds.</summary>
/// <param name="LineBytes">The longest line: a row of the longest content, every character of it escaped, and metadata.</param>
/// <param name="UnpackedBytes">What a gzip file may unpack to.</param>
/// <param name="UnpackedRatio">How much larger than its packed form that may be, beyond the first 64 MB; text packs 3 to 20 times.</param>
public sealed record ImportLimits(int LineBytes = 16 * 1024 * 1024, long UnpackedBytes = 4L << 30, int UnpackedRatio = 200)
{
    internal const long RatioFreeBytes = 64L << 20;
}
