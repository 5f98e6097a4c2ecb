using static System.FormattableString;

namespace PrefLab.Cli.Import;

/// <summary>Bytes sent, at most twice a second.</summary>
internal sealed class UploadProgress(TextWriter error, TimeProvider time, long total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly long began = time.GetTimestamp();
    private long shown = time.GetTimestamp();

    public async Task ReportAsync(long sent, bool isLast)
    {
        if (!isLast && time.GetElapsedTime(shown) < Interval)
        {
            return;
        }

        shown = time.GetTimestamp();
        var rate = sent / 1e6 / Math.Max(time.GetElapsedTime(began).TotalSeconds, .001);
        await error.WriteLineAsync(Invariant($"sent {sent / 1e6:0.0} of {total / 1e6:0.0} MB, {rate:0.0} MB/s{(isLast ? "; storing" : "")}"));
    }
}
