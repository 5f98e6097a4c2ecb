using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <summary>One step of a review in one transaction.</summary>
internal static class ReviewTransaction
{
    /// <summary>Commits when something was stored.</summary>
    public static Task<ReviewResult> RunAsync(Database database, Func<NpgsqlConnection, Task<ReviewResult>> work, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(connection);
        if (result is ReviewResult.Opened or ReviewResult.Done or ReviewResult.DoneExceptTraining)
        {
            await transaction.CommitAsync(CancellationToken.None);
        }

        return result;
    });

    /// <summary>The same under the lock of the comparison, if there is one.</summary>
    public static Task<ReviewResult> RunAsync(
        Database database, ProjectId project, ComparisonId comparison, Func<NpgsqlConnection, ReviewedRow, Task<ReviewResult>> work, CancellationToken ct) => RunAsync(
        database,
        async connection => await ReviewedRow.LockAsync(connection, project, comparison, ct) is { } row ? await work(connection, row) : new ReviewResult.Missing(),
        ct);

    public static NpgsqlBatchCommand Event(
        ProjectId project, ComparisonId comparison, long person, string kind, long? review, Preference? preference = null, BecomesUse? became = null) => Sql.Statement(
        ReviewSql.Event, project.Value, person, kind, $"comparison:{comparison}", Sql.Maybe(review, NpgsqlDbType.Bigint),
        Sql.Maybe(preference?.Symbol, NpgsqlDbType.Text), Sql.Maybe(became?.ToString().ToLowerInvariant(), NpgsqlDbType.Text));
}
