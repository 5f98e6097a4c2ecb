using NpgsqlTypes;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <param name="Answer">1 (left much better) to 5 (right much better), in the order of the expert's screen, in which the decision is shown to everybody.</param>
/// <param name="Reason">Its beginning.</param>
public sealed record DecidedComparison(
    ComparisonId Id, string ExternalId, string Excerpt, long ExpertId, string Expert, DateTimeOffset DecidedAt, int Answer, string Reason, BecomesUse Becomes);

/// <param name="Next">The last decision, behind which the next page begins; null at the end.</param>
public sealed record DecidedPage(IReadOnlyList<DecidedComparison> Rows, ReviewId? Next);

/// <summary>Reads the decisions that stand, newest first, by their index.</summary>
public sealed class DecidedQuery(Database database)
{
    public const int PageSize = 50;

    private const int ExcerptLength = 160;

    /// <param name="after">The page begins behind this decision.</param>
    public async Task<DecidedPage> LoadAsync(ProjectId project, ReviewId? after, CancellationToken ct)
    {
        var rows = new List<DecidedComparison>();
        var last = default(ReviewId);
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ReviewSql.Decided, project.Value, Sql.Maybe(after?.Value, NpgsqlDbType.Bigint), PageSize + 1));
        while (await reader.ReadAsync(ct))
        {
            if (rows.Count == PageSize)
            {
                return new DecidedPage(rows, last);
            }

            last = new ReviewId(reader.GetInt64(0));
            rows.Add(new DecidedComparison(
                new ComparisonId(reader.GetInt64(1)), reader.GetString(2), PromptExcerpt.Of(reader.GetString(3), reader.GetBoolean(4), ExcerptLength), reader.GetInt64(5),
                reader.NullableString(6) ?? "", reader.GetFieldValue<DateTimeOffset>(7), ((Preference)reader.GetInt16(8)).ToDisplayed(reader.GetBoolean(9)),
                PromptExcerpt.Of(reader.GetString(10), isChat: false, ExcerptLength), (BecomesUse)reader.GetInt16(11)));
        }

        return new DecidedPage(rows, null);
    }
}
