using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Review;

/// <param name="Flags">Annotators who flagged it.</param>
/// <param name="OpenWith">The person who has it open; null for nobody.</param>
public sealed record WaitingComparison(
    ComparisonId Id, string ExternalId, string Excerpt, DisputeReasons Reasons, int Flags, int Labels, long? OpenWith);

/// <param name="Next">The last one, behind which the next page begins; null at the end.</param>
public sealed record WaitingPage(IReadOnlyList<WaitingComparison> Rows, ComparisonId? Next);

/// <summary>How many wait, for each reason; one comparison may have several.</summary>
public sealed record WaitingCounts(long All, long NoMajority, long HighEntropy, long Flagged);

/// <param name="Waiting">Comparisons that wait for an expert.</param>
/// <param name="Decided">Comparisons that an expert decided.</param>
public sealed record ReviewCounts(long Waiting, long Decided);

/// <summary>Reads the queue of disputed comparisons by its index. Nothing here tells how anybody voted.</summary>
public sealed class ReviewQueueQuery(Database database)
{
    public const int PageSize = 50;

    /// <summary>Beyond it the tab says "more".</summary>
    public const int MostOnTab = 99;

    private const int ExcerptLength = 160;

    /// <param name="tag">A value in the metadata, alone or in a list; null for all.</param>
    /// <param name="after">The page begins behind this one in the project's order.</param>
    public async Task<WaitingPage> LoadAsync(ProjectId project, DisputeReasons reasons, string? tag, ComparisonId? after, CancellationToken ct)
    {
        var rows = new List<WaitingComparison>();
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            ReviewSql.Queue, project.Value, (int)reasons, Sql.Maybe(tag, NpgsqlDbType.Text), Sql.Maybe(after?.Value, NpgsqlDbType.Bigint), PageSize + 1));
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new WaitingComparison(
                new ComparisonId(reader.GetInt64(0)), reader.GetString(1), PromptExcerpt.Of(reader.GetString(2), reader.GetBoolean(3), ExcerptLength),
                (DisputeReasons)reader.GetInt16(4), reader.GetInt32(5), reader.GetInt32(6), reader.Nullable<long>(7)));
        }

        if (rows.Count <= PageSize)
        {
            return new WaitingPage(rows, null);
        }

        rows.RemoveAt(PageSize);
        return new WaitingPage(rows, rows[^1].Id);
    }

    public async Task<WaitingCounts> CountAsync(ProjectId project, CancellationToken ct)
    {
        var counts = new WaitingCounts(0, 0, 0, 0);
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ReviewSql.CountByReasons, project.Value));
        while (await reader.ReadAsync(ct))
        {
            var (reasons, count) = ((DisputeReasons)reader.GetInt16(0), reader.GetInt64(1));
            counts = new WaitingCounts(
                counts.All + count,
                counts.NoMajority + (reasons.HasFlag(DisputeReasons.NoMajority) ? count : 0),
                counts.HighEntropy + (reasons.HasFlag(DisputeReasons.HighEntropy) ? count : 0),
                counts.Flagged + (reasons.HasFlag(DisputeReasons.Flagged) ? count : 0));
        }

        return counts;
    }

    public Task<ReviewCounts> CountAllAsync(ProjectId project, CancellationToken ct) => CountAllAsync(database.Requests, project, ct);

    /// <param name="source">The pool whose time limits fit the size of the project.</param>
    public static async Task<ReviewCounts> CountAllAsync(NpgsqlDataSource source, ProjectId project, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ReviewSql.CountAll, project.Value));
        await reader.ReadAsync(ct);
        return new ReviewCounts(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <returns>How many wait, at most one more than <see cref="MostOnTab"/>.</returns>
    public async Task<int> CountForTabAsync(ProjectId project, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ReviewSql.CountWaiting, project.Value, MostOnTab + 1));
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }
}
