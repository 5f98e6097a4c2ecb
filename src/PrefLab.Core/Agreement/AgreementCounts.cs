using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Agreement;

/// <summary>
/// The agreement of projects. Counting scans the project's comparisons: a small project is counted for every reader, a large one by this
/// node once at a time and outside of requests, and what was counted is shown for ten times as long as counting took.
/// </summary>
public sealed partial class AgreementCounts(Database database, TimeProvider time, ILogger<AgreementCounts> logger)
{
    /// <summary>Comparisons up to which a project is counted within a request: some milliseconds.</summary>
    public const int Small = 20_000;

    private const int MostDisputed = 10;

    /// <summary>A count is kept this many times as long as it took, so that a node spends at most a tenth of its time on a project.</summary>
    private const int KeptTimes = 10;

    /// <summary>How long a reader waits for the first count, and for a new one where there is an old one to show.</summary>
    private static readonly (TimeSpan First, TimeSpan Newer) Patience = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200));

    private readonly ConcurrentDictionary<ProjectId, Kept> large = new();

    /// <param name="comparisons">How many comparisons the project has.</param>
    /// <returns><see cref="AgreementCount.Pending"/> when a large project is not counted yet.</returns>
    public Task<AgreementCount> LoadAsync(ProjectId project, int comparisons, CancellationToken ct) => comparisons <= Small
        ? CountAsync(database.Requests, project, ct)
        : LoadLargeAsync(project, large.GetOrAdd(project, _ => new Kept()), ct);

    private async Task<AgreementCount> LoadLargeAsync(ProjectId project, Kept kept, CancellationToken ct)
    {
        Task counting;
        lock (kept.Gate)
        {
            if (kept.Until > time.GetUtcNow())
            {
                return kept.Last;
            }

            // Not the reader's token: the count is for whoever comes next, too.
            counting = kept.Counting ??= Task.Run(() => RecountAsync(project, kept), CancellationToken.None);
        }

        try
        {
            await counting.WaitAsync(kept.Last.CountedAt is null ? Patience.First : Patience.Newer, time, ct);
        }
        catch (TimeoutException)
        {
            // What there is will do.
        }

        return kept.Last;
    }

    private async Task RecountAsync(ProjectId project, Kept kept)
    {
        var started = time.GetTimestamp();
        try
        {
            var count = await CountAsync(database.Bulk, project, CancellationToken.None);
            lock (kept.Gate)
            {
                kept.Last = count;
                kept.Until = time.GetUtcNow() + (time.GetElapsedTime(started) * KeptTimes);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
        {
            LogFailed(project.Value, exception);
        }
        finally
        {
            lock (kept.Gate)
            {
                kept.Counting = null;
            }
        }
    }

    private async Task<AgreementCount> CountAsync(NpgsqlDataSource source, ProjectId project, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var histogram = await PatternHistogramQuery.LoadAsync(source, project, ct);
        return AgreementCount.Of(histogram, await DisputedQuery.LoadAsync(source, project, histogram, MostDisputed, ct), at) with
        {
            Reviews = await ReviewQueueQuery.CountAllAsync(source, project, ct),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counting the agreement of project {Project} failed; the next reader starts it again")]
    private partial void LogFailed(long project, Exception exception);

    /// <summary>The state of one large project.</summary>
    private sealed class Kept
    {
        public Lock Gate { get; } = new();

        public Task? Counting { get; set; }

        public AgreementCount Last { get; set; } = AgreementCount.Pending;

        public DateTimeOffset Until { get; set; }
    }
}
