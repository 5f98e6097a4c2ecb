using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Labels;

/// <summary>Takes corrections: a new label supersedes the one that stands, once a key, and the first answer stays what a gold counts and what is paid.</summary>
public sealed class CorrectionService(Database database)
{
    /// <summary>Corrections of one answer: they are rows for good.</summary>
    public const int MostOfOne = 20;

    /// <summary>Corrects one of the person's last ten answers.</summary>
    /// <param name="supersedes">The submission key of the answer to correct, which must be the one that stands.</param>
    public async Task<SubmitResult> CorrectAsync(ProjectId project, long person, Guid supersedes, Submission submission, CancellationToken ct) =>
        SubmissionRules.Check(submission) ?? await Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var (annotator, stored, named) = await LoadAsync(connection, project, person, supersedes, submission, ct);
            var refused = Refuse(supersedes, submission, annotator, stored, named);
            if (refused is not null)
            {
                return refused;
            }

            if (await WriteAsync(connection, project, person, submission, annotator!, named!, ct) is not { } label)
            {
                return new SubmitResult.NotAccepted("This answer can no longer be changed.");
            }

            // The answer is here and complete: a client that goes away now must not undo it.
            await transaction.CommitAsync(CancellationToken.None);
            return new SubmitResult.Accepted(label);
        });

    private static SubmitResult? Refuse(Guid supersedes, Submission submission, LoadedAnnotator? annotator, StoredLabel? stored, Named? named)
    {
        if (annotator is null)
        {
            return new SubmitResult.NotFound();
        }

        if (stored is not null)
        {
            return stored.IsRepeatedBy(submission, annotator.Id, supersedes)
                ? new SubmitResult.Repeated(new LabelId(stored.Id))
                : new SubmitResult.KeyConflict();
        }

        return named switch
        {
            null => new SubmitResult.NotFound(),
            { IsCurrent: false } => new SubmitResult.Superseded(named.Stands),
            { IsExcluded: true } => new SubmitResult.NotAccepted("This answer can no longer be changed."),
            _ when annotator.ProjectState == ProjectState.Archived => new SubmitResult.NotAccepted("The project is archived."),
            _ when !annotator.MayWork => new SubmitResult.NotAccepted("Your work in this project is paused."),
            { IsRecent: false } => new SubmitResult.NotAccepted("Only your last ten answers can be changed."),
            _ when SubmissionRules.Check(submission, annotator.TiesAllowed, annotator.AskedDimensions) is { } invalid => invalid,
            _ when named.Stands.IsSameAs(submission) => new SubmitResult.Unchanged(named.Stands),
            { Labels: > MostOfOne } => new SubmitResult.NotAccepted($"You changed this answer {MostOfOne} times. The last one stands."),
            _ => null,
        };
    }

    /// <summary>The annotator is locked first, as everywhere, then the assignment; the comparison is by the write.</summary>
    private static async Task<(LoadedAnnotator? Annotator, StoredLabel? Stored, Named? Named)> LoadAsync(
        NpgsqlConnection connection, ProjectId project, long person, Guid supersedes, Submission submission, CancellationToken ct)
    {
        await using var reader = await connection.ReadPreparedAsync(
            ct,
            Sql.Statement(LabelSql.LoadAnnotator, project.Value, person),
            Sql.Statement(LabelSql.LoadByKey, project.Value, submission.Key),
            Sql.Statement(CorrectionSql.LoadNamed, project.Value, person, submission.Token, supersedes));
        var annotator = await reader.ReadAsync(ct) ? LoadedAnnotator.Read(reader) : null;
        await reader.NextResultAsync(ct);
        var stored = await reader.ReadAsync(ct) ? StoredLabel.Read(reader) : null;
        await reader.NextResultAsync(ct);
        var named = await reader.ReadAsync(ct) ? Named.Read(reader) : null;
        return (annotator, stored, named);
    }

    private static async Task<LabelId?> WriteAsync(
        NpgsqlConnection connection, ProjectId project, long person, Submission submission, LoadedAnnotator annotator, Named named, CancellationToken ct)
    {
        var (before, now) = (named.Stands.Answer, submission.Answer);
        var preference = Preference.FromDisplayed(now, named.LeftIsA);
        await using var reader = await connection.ReadPreparedAsync(ct, Sql.Statement(
            CorrectionSql.Write, project.Value, annotator.Id, named.AssignmentId, named.ComparisonId, submission.Key,
            (int)preference, named.LabelId, (int)Preference.FromDisplayed(before, named.LeftIsA),
            submission.BothBad, submission.Flagged,
            Sql.Maybe(SubmissionRules.CanonicalDimensions(submission.Dimensions, named.LeftIsA), NpgsqlDbType.Text),
            Sql.Maybe(SubmissionRules.NullIfEmpty(submission.Comment), NpgsqlDbType.Text),
            Sql.Maybe(SubmissionRules.Clamp(submission.ActiveSeconds), NpgsqlDbType.Double), annotator.Now, annotator.GuidelineVersion,
            (now < 3 ? 1 : 0) - (before < 3 ? 1 : 0), (now > 3 ? 1 : 0) - (before > 3 ? 1 : 0), person,
            LiveTest.Corrected(annotator.Waiting, new ComparisonId(named.ComparisonId), preference),
            (submission.Flagged ? 1 : 0) - (named.Stands.Flagged ? 1 : 0)));
        return await reader.ReadAsync(ct) ? new LabelId(reader.GetInt64(0)) : null;
    }

    /// <param name="Stands">The answer that stands, whether it is the one that was named or not.</param>
    private sealed record Named(
        long AssignmentId, long ComparisonId, long LabelId, bool IsCurrent, bool IsExcluded, bool IsRecent, int Labels, bool LeftIsA, StoredAnswer Stands)
    {
        public static Named Read(NpgsqlDataReader reader) => new(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5),
            reader.GetInt32(6), reader.GetBoolean(9), StoredAnswer.Read(reader, 7));
    }
}
