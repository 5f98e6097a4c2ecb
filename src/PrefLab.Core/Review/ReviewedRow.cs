using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <summary>A comparison while it is locked, with the open review or the decision that stands on it.</summary>
/// <param name="Known">The known answer; null where there is none.</param>
internal sealed record ReviewedRow(ComparisonUse Use, DisputeReasons Dispute, bool TiesAllowed, Preference? Known, StandingReview? Standing)
{
    /// <summary>Locks first and reads then, so that what a rival has just committed is seen.</summary>
    public static async Task<ReviewedRow?> LockAsync(NpgsqlConnection connection, ProjectId project, ComparisonId comparison, CancellationToken ct)
    {
        await connection.ExecuteAsync(ct, Sql.Statement(ReviewSql.LockComparison, project.Value, comparison.Value));
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ReviewSql.Read, project.Value, comparison.Value));
        return await reader.ReadAsync(ct)
            ? new ReviewedRow((ComparisonUse)reader.GetInt16(0), (DisputeReasons)reader.GetInt16(1), reader.GetBoolean(2), (Preference?)reader.Nullable<short>(3), StandingReview.Read(reader, 4))
            : null;
    }

    /// <summary>Null when this person has it open. A review that ran out is still theirs as long as nobody has taken it over.</summary>
    public ReviewResult.Refused? RefuseUnlessOpenFor(long person) => Standing switch
    {
        { State: ReviewState.Open } open when open.Expert == person => null,
        { State: ReviewState.Decided } => new("It is decided."),
        { State: ReviewState.Open } => new("It was yours for too long without a sign: another expert has it open now."),
        _ => new("Open it first."),
    };
}

/// <param name="IsLive">Whether the lease still runs.</param>
internal sealed record StandingReview(
    long Id, long Expert, ReviewState State, DateTimeOffset ExpiresAt, bool IsLive, bool LeftIsA, Preference? Blind, Preference? Preference, string? Reason,
    BecomesUse Became, ComparisonId? Training)
{
    public static StandingReview? Read(NpgsqlDataReader reader, int first) => reader.IsDBNull(first)
        ? null
        : new StandingReview(
            reader.GetInt64(first), reader.GetInt64(first + 1), (ReviewState)reader.GetInt16(first + 2), reader.GetFieldValue<DateTimeOffset>(first + 3),
            reader.GetBoolean(first + 4), reader.GetBoolean(first + 5), (Preference?)reader.Nullable<short>(first + 6), (Preference?)reader.Nullable<short>(first + 7),
            reader.NullableString(first + 8), (BecomesUse)reader.GetInt16(first + 9),
            reader.Nullable<long>(first + 10) is { } training ? new ComparisonId(training) : null);
}
