using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Labels;

/// <summary>Takes submissions: one transaction, exactly once a key, constant work, live scoring.</summary>
public sealed class LabelService(Database database)
{
    /// <summary>Stores an answer. The transaction runs again when two requests with one key meet, and then finds the other's label.</summary>
    public async Task<SubmitResult> SubmitAsync(ProjectId project, long person, Submission submission, CancellationToken ct) =>
        SubmissionRules.Check(submission) ?? await Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var (annotator, stored, assignment, waiting) = await LoadAsync(connection, project, person, submission, ct);
            var refused = Refuse(submission, annotator, stored, assignment);
            if (refused is not null)
            {
                return refused;
            }

            var result = await WriteAsync(connection, project, person, submission, annotator!, assignment!, waiting, ct);
            if (result is SubmitResult.Accepted)
            {
                // The answer is here and complete: a client that goes away now must not undo it.
                await transaction.CommitAsync(CancellationToken.None);
            }

            return result;
        });

    private static SubmitResult? Refuse(Submission submission, LoadedAnnotator? annotator, StoredLabel? stored, LoadedAssignment? assignment)
    {
        if (annotator is null)
        {
            return new SubmitResult.NotFound();
        }

        if (stored is not null)
        {
            return stored.IsRepeatedBy(submission, annotator.Id, supersedes: null)
                ? new SubmitResult.Repeated(new LabelId(stored.Id))
                : new SubmitResult.KeyConflict();
        }

        return assignment switch
        {
            null => new SubmitResult.NotFound(),
            { State: AssignmentState.Answered } => new SubmitResult.AlreadyAnswered(new LabelId(assignment.FirstLabel!.Value)),
            { State: AssignmentState.Skipped } => new SubmitResult.NotAccepted("You skipped this comparison."),
            { State: AssignmentState.Withdrawn } => new SubmitResult.NotAccepted("This comparison was taken back from you."),
            _ when annotator.ProjectState == ProjectState.Archived => new SubmitResult.NotAccepted("The project is archived."),
            _ when !annotator.MayWork =>
                new SubmitResult.NotAccepted("Your work in this project is paused."),
            _ => SubmissionRules.Check(submission, annotator.TiesAllowed, annotator.AskedDimensions),
        };
    }

    private static async Task<(LoadedAnnotator? Annotator, StoredLabel? Stored, LoadedAssignment? Assignment, Votes?[] Waiting)> LoadAsync(
        NpgsqlConnection connection, ProjectId project, long person, Submission submission, CancellationToken ct)
    {
        await using var reader = await connection.ReadPreparedAsync(
            ct,
            Sql.Statement(LabelSql.LoadAnnotator, project.Value, person),
            Sql.Statement(LabelSql.LoadByKey, project.Value, submission.Key),
            Sql.Statement(LabelSql.LoadAssignment, project.Value, submission.Token, person),
            Sql.Statement(LabelSql.LoadWaiting, project.Value, person, LiveTest.LookedAt));
        var annotator = await reader.ReadAsync(ct) ? LoadedAnnotator.Read(reader) : null;
        await reader.NextResultAsync(ct);
        var stored = await reader.ReadAsync(ct) ? StoredLabel.Read(reader) : null;
        await reader.NextResultAsync(ct);
        var assignment = await reader.ReadAsync(ct) ? LoadedAssignment.Read(reader) : null;
        await reader.NextResultAsync(ct);
        return (annotator, stored, assignment, await Votes.ReadAsync(reader, Math.Min(LiveTest.LookedAt, annotator?.Waiting.Length ?? 0), ct));
    }

    private static async Task<SubmitResult> WriteAsync(
        NpgsqlConnection connection, ProjectId project, long person, Submission submission,
        LoadedAnnotator annotator, LoadedAssignment assignment, Votes?[] waiting, CancellationToken ct)
    {
        var preference = Preference.FromDisplayed(submission.Answer, assignment.LeftIsA);
        var correct = assignment.Gold is { } expected && GoldScoring.IsCorrect(preference, expected);
        var seconds = submission.Offline ? (double?)null : SubmissionRules.ServerSeconds(assignment.IssuedAt, annotator.LastAnswerAt, annotator.Now);
        if (seconds is { } known)
        {
            annotator.TimeBins[LogTimeHistogram.BinOf(known)]++;
        }

        // A gold would always have one, and being taken would tell it.
        if (assignment.State == AssignmentState.Expired && !await HasPlaceAsync(connection, project, annotator, assignment, ct))
        {
            return new SubmitResult.LeaseTaken(assignment.ExpiresAt);
        }

        var tested = Test(annotator, assignment, preference, waiting);
        var placeToTake = assignment is { State: AssignmentState.Expired, Gold: null } ? 1 : 0;
        long label;
        await using (var reader = await connection.ReadPreparedAsync(ct, Sql.Statement(
            LabelSql.Write, project.Value, annotator.Id, assignment.Id, assignment.ComparisonId, submission.Key,
            (int)preference, assignment.LeftIsA, submission.BothBad,
            Sql.Maybe(SubmissionRules.CanonicalDimensions(submission.Dimensions, assignment.LeftIsA), NpgsqlDbType.Text),
            Sql.Maybe(SubmissionRules.NullIfEmpty(submission.Comment), NpgsqlDbType.Text), Sql.Maybe(seconds, NpgsqlDbType.Double),
            Sql.Maybe(SubmissionRules.Clamp(submission.ActiveSeconds), NpgsqlDbType.Double),
            annotator.Now, annotator.GuidelineVersion, assignment.Gold is not null, correct, placeToTake,
            submission.Answer - 3, annotator.TimeBins, person, submission.Flagged,
            tested.Evidence.ToJson(), tested.Waiting, LiveTest.Risk(tested.Evidence))))
        {
            if (!await reader.ReadAsync(ct))
            {
                return new SubmitResult.LeaseTaken(assignment.ExpiresAt);
            }

            label = reader.GetInt64(0);
        }

        await LiveTestOutcome.ApplyAsync(connection, project, annotator.Id, annotator.Standing, annotator.Quality, tested, annotator.Now, ct);
        return new SubmitResult.Accepted(new LabelId(label));
    }

    private static async Task<bool> HasPlaceAsync(
        NpgsqlConnection connection, ProjectId project, LoadedAnnotator annotator, LoadedAssignment assignment, CancellationToken ct)
    {
        await using var reader = await connection.ReadPreparedAsync(
            ct, Sql.Statement(LapsedSql.HasPlace, project.Value, annotator.Id, AssignmentService.Lease, assignment.Id));
        return await reader.ReadAsync(ct) && reader.GetBoolean(0);
    }

    /// <summary>What waited for others is judged first, in the order in which it was answered.</summary>
    private static TestedAnswers Test(LoadedAnnotator annotator, LoadedAssignment assignment, Preference answer, Votes?[] votes)
    {
        var (quality, leftIsA) = (annotator.Quality, assignment.LeftIsA);
        var tested = LiveTest.AfterWaiting(quality, annotator.Evidence, annotator.Waiting, votes);
        return assignment.Gold is { } expected
            ? LiveTest.AfterGold(quality, tested, answer, leftIsA, expected)
            : LiveTest.AfterOrdinary(quality, tested, new WaitingAnswer(new ComparisonId(assignment.ComparisonId), answer, answer, leftIsA), assignment.Others);
    }

    private sealed record LoadedAssignment(
        long Id, long ComparisonId, bool LeftIsA, AssignmentState State, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, Preference? Gold, long? FirstLabel,
        Votes Others)
    {
        public static LoadedAssignment Read(NpgsqlDataReader reader) => new(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2), (AssignmentState)reader.GetInt16(3),
            reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5),
            reader.IsDBNull(6) ? null : (Preference)reader.GetInt16(6), reader.Nullable<long>(7), Votes.Read(reader, 8));
    }
}
