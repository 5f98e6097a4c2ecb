using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <summary>Opens disputed comparisons for experts and takes their blind answers.</summary>
public sealed class ReviewService(Database database, Random random)
{
    /// <summary>How long a comparison stays with an expert who does nothing.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(30);

    /// <summary>What is found may be opened by somebody else between the search and the lock.</summary>
    private const int Attempts = 5;

    /// <summary>Opens this one, or renews it for who has it open.</summary>
    public Task<ReviewResult> OpenAsync(ProjectId project, ComparisonId comparison, long person, CancellationToken ct) =>
        ReviewTransaction.RunAsync(database, connection => OpenWithinAsync(connection, project, comparison, person, ct), ct);

    /// <summary>Opens what this person has open already, or else the first that waits and that nobody has open.</summary>
    /// <param name="after">What was just given back or decided: the search goes on behind it, and begins anew at the end.</param>
    public Task<ReviewResult> OpenNextAsync(
        ProjectId project, long person, DisputeReasons reasons, string? tag, ComparisonId? after, CancellationToken ct) => ReviewTransaction.RunAsync(
        database, async connection =>
        {
            ReviewResult result = new ReviewResult.NothingWaits();
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var found = await FirstAsync(connection, Sql.Statement(ReviewSql.OwnOpen, project.Value, person), ct)
                    ?? await PickAsync(connection, project, person, reasons, tag, after, ct)
                    ?? (after is null ? null : await PickAsync(connection, project, person, reasons, tag, null, ct));
                result = found is { } comparison
                    ? await OpenWithinAsync(connection, project, new ComparisonId(comparison), person, ct)
                    : new ReviewResult.NothingWaits();
                if (result is not ReviewResult.Refused)
                {
                    break;
                }
            }

            return result;
        },
        ct);

    /// <summary>Keeps what the expert says without having seen what others said.</summary>
    /// <param name="answer">1 (left much better) to 5 (right much better).</param>
    public Task<ReviewResult> AnswerAsync(ProjectId project, ComparisonId comparison, long person, int answer, CancellationToken ct) => ReviewTransaction.RunAsync(
        database, project, comparison, async (connection, row) =>
        {
            if (ReviewRules.CheckAnswer(answer, row.TiesAllowed) is { } error)
            {
                return new ReviewResult.Invalid(error);
            }

            if (row.RefuseUnlessOpenFor(person) is { } refused)
            {
                return refused;
            }

            var preference = Preference.FromDisplayed(answer, row.Standing!.LeftIsA);
            if (row.Standing.Blind is { } given)
            {
                return given == preference ? new ReviewResult.Repeated() : new ReviewResult.Refused("You have answered this one blind already, and that answer stays. Decide now.");
            }

            await connection.ExecuteAsync(
                ct,
                Sql.Statement(ReviewSql.Answer, project.Value, row.Standing.Id, (int)preference, Lease),
                ReviewTransaction.Event(project, comparison, person, "review.answered", row.Standing.Id));
            return new ReviewResult.Done();
        },
        ct);

    /// <summary>Gives back what this person has open; a blind answer is kept for when they open it again.</summary>
    public Task<ReviewResult> ReleaseAsync(ProjectId project, ComparisonId comparison, long person, CancellationToken ct) => ReviewTransaction.RunAsync(
        database, project, comparison, async (connection, row) =>
        {
            if (row.Standing is not { State: ReviewState.Open } open || open.Expert != person)
            {
                return new ReviewResult.Repeated();
            }

            await connection.ExecuteAsync(
                ct, Sql.Statement(ReviewSql.Release, project.Value, open.Id), ReviewTransaction.Event(project, comparison, person, "review.released", open.Id));
            return new ReviewResult.Done();
        },
        ct);

    private async Task<ReviewResult> OpenWithinAsync(NpgsqlConnection connection, ProjectId project, ComparisonId comparison, long person, CancellationToken ct)
    {
        var row = await ReviewedRow.LockAsync(connection, project, comparison, ct);
        switch (row)
        {
            case null:
                return new ReviewResult.Missing();
            case { Standing: { State: ReviewState.Open } own } when own.Expert == person:
                await connection.ExecuteAsync(ct, Sql.Statement(ReviewSql.Renew, project.Value, own.Id, Lease));
                return new ReviewResult.Opened(comparison);
            case { Standing: { State: ReviewState.Open, IsLive: true } other }:
                return new ReviewResult.Refused(string.Create(CultureInfo.InvariantCulture, $"Another expert has it open, until {other.ExpiresAt.UtcDateTime:HH:mm} UTC at most."));
            case { Standing.State: ReviewState.Decided }:
                return new ReviewResult.Refused("It is decided.");
            case { Dispute: DisputeReasons.None }:
                return new ReviewResult.Refused("It is not disputed any more.");
        }

        if (row.Standing is { } lapsed)
        {
            await connection.ExecuteAsync(ct, Sql.Statement(ReviewSql.Release, project.Value, lapsed.Id));
        }

        await connection.ExecuteAsync(
            ct,
            Sql.Statement(ReviewSql.Open, project.Value, comparison.Value, person, random.Next(2) == 0, Lease),
            ReviewTransaction.Event(project, comparison, person, "review.opened", null));
        return new ReviewResult.Opened(comparison);
    }

    private static Task<long?> PickAsync(
        NpgsqlConnection connection, ProjectId project, long person, DisputeReasons reasons, string? tag, ComparisonId? after, CancellationToken ct) => FirstAsync(
        connection,
        Sql.Statement(ReviewSql.PickNext, project.Value, (int)reasons, Sql.Maybe(tag, NpgsqlDbType.Text), Sql.Maybe(after?.Value, NpgsqlDbType.Bigint), person),
        ct);

    private static async Task<long?> FirstAsync(NpgsqlConnection connection, NpgsqlBatchCommand statement, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, statement);
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : null;
    }
}
