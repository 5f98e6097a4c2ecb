using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <param name="Answer">1 (left much better) to 5 (right much better), as the expert had it before them.</param>
public sealed record Decision(int Answer, string? Reason, BecomesUse Becomes = BecomesUse.Nothing);

/// <summary>Makes experts' decisions final labels, and takes them back. One transaction each, under the lock of the comparison.</summary>
public sealed class ReviewDecisionService(Database database, ComparisonEdit edit, Random random)
{
    public Task<ReviewResult> DecideAsync(ProjectId project, ComparisonId comparison, long person, Decision decision, CancellationToken ct) => ReviewTransaction.RunAsync(
        database, project, comparison, async (connection, row) =>
        {
            if ((ReviewRules.CheckAnswer(decision.Answer, row.TiesAllowed) ?? ReasonRules.Check(decision.Reason) ?? CheckUse(decision.Becomes)) is { } error)
            {
                return new ReviewResult.Invalid(error);
            }

            if (row.Standing is { State: ReviewState.Decided } stands && Says(stands, person, decision))
            {
                return new ReviewResult.Repeated();
            }

            return (row.RefuseUnlessOpenFor(person), row) switch
            {
                ({ } refused, _) => refused,
                (_, { Standing.Blind: null }) => new ReviewResult.Refused("Answer it without the votes first."),
                (_, { Use: not ComparisonUse.Label }) => new ReviewResult.Refused("It was given a known answer meanwhile, and that answer stands. Give it back."),
                _ => await WriteAsync(connection, project, comparison, person, row.Standing!, decision, ct),
            };
        },
        ct);

    /// <summary>Takes the decision that stands back, and what it made of the comparison; the review is kept. A known answer that somebody has changed since stays.</summary>
    public Task<ReviewResult> UndoAsync(ProjectId project, ComparisonId comparison, long person, string? reason, CancellationToken ct) => ReviewTransaction.RunAsync(
        database, project, comparison, async (connection, row) =>
        {
            if (ReasonRules.Check(reason) is { } error)
            {
                return new ReviewResult.Invalid(error);
            }

            if (row.Standing is not { State: ReviewState.Decided } decided)
            {
                return new ReviewResult.Refused("There is no decision to take back.");
            }

            if (decided.Became == BecomesUse.Gold && row.Use == ComparisonUse.Gold && row.Known == decided.Preference
                && Refusal(await edit.RemoveGoldWithinAsync(connection, project, comparison, person, ct)) is { } refused)
            {
                return refused;
            }

            var isGone = decided.Training is { } copy && await connection.ExecuteAsync(ct, Sql.Statement(ReviewSql.RemoveTraining, project.Value, copy.Value)) > 0;
            await connection.ExecuteAsync(
                ct,
                Sql.Statement(ReviewSql.Undo, project.Value, comparison.Value, decided.Id, person, reason!.Trim(), isGone),
                ReviewTransaction.Event(project, comparison, person, "review.undone", decided.Id));
            return decided.Training is null || isGone ? new ReviewResult.Done() : new ReviewResult.DoneExceptTraining();
        },
        ct);

    private async Task<ReviewResult> WriteAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, long person, StandingReview open, Decision decision, CancellationToken ct)
    {
        var preference = Preference.FromDisplayed(decision.Answer, open.LeftIsA);
        var reason = decision.Reason!.Trim();
        if (decision.Becomes == BecomesUse.Gold
            && Refusal(await edit.SetGoldWithinAsync(connection, project, comparison, preference, reason, person, ct)) is { } refused)
        {
            return refused;
        }

        var training = decision.Becomes == BecomesUse.Training ? await CopyAsync(connection, project, comparison, open.Id, preference, reason, ct) : (long?)null;
        await connection.ExecuteAsync(
            ct,
            Sql.Statement(
                ReviewSql.Decide, project.Value, comparison.Value, open.Id, (int)preference, reason, (int)decision.Becomes, Sql.Maybe(training, NpgsqlDbType.Bigint)),
            ReviewTransaction.Event(project, comparison, person, "review.decided", open.Id, preference, decision.Becomes));
        return new ReviewResult.Done();
    }

    private async Task<long> CopyAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, long review, Preference preference, string reason, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            ReviewSql.CopyForTraining, project.Value, comparison.Value, string.Create(CultureInfo.InvariantCulture, $"review-{review}-training"),
            (int)preference, reason, random.NextDouble()));
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }

    private static FieldError? CheckUse(BecomesUse becomes) => Enum.IsDefined(becomes) ? null : new("becomes", "It becomes nothing, a gold, or a training example.");

    private static bool Says(StandingReview stands, long person, Decision decision) =>
        stands.Expert == person && stands.Preference == Preference.FromDisplayed(decision.Answer, stands.LeftIsA)
        && string.Equals(stands.Reason, decision.Reason!.Trim(), StringComparison.Ordinal) && stands.Became == decision.Becomes;

    private static ReviewResult? Refusal(ComparisonEditResult result) => result switch
    {
        ComparisonEditResult.Done => null,
        ComparisonEditResult.InWork => new ReviewResult.Refused("Somebody has this comparison before them right now, so that it can neither become a gold nor cease to be one. Nothing was changed; try again when they are done."),
        ComparisonEditResult.Invalid invalid => new ReviewResult.Invalid(new FieldError(invalid.Field, invalid.Reason)),
        _ => new ReviewResult.Missing(),
    };
}
