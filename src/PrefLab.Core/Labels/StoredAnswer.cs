using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Labels;

/// <summary>An answer as its annotator gave it, in displayed order.</summary>
/// <param name="SubmissionKey">Names the answer to its annotator, who never sees a label's id.</param>
public sealed record StoredAnswer(
    Guid SubmissionKey, int Answer, IReadOnlyDictionary<string, int> Dimensions, bool BothBad, bool Flagged, string? Comment)
{
    internal const string Columns =
        "l.submission_key, l.preference, l.left_is_a, l.both_bad, l.flagged, l.comment, l.dimensions::text";

    internal static StoredAnswer Read(NpgsqlDataReader reader, int first)
    {
        var leftIsA = reader.GetBoolean(first + 2);
        return new StoredAnswer(
            reader.GetGuid(first), ((Preference)reader.GetInt16(first + 1)).ToDisplayed(leftIsA),
            SubmissionRules.DisplayedDimensions(reader.NullableString(first + 6), leftIsA), reader.GetBoolean(first + 3), reader.GetBoolean(first + 4),
            reader.NullableString(first + 5));
    }

    /// <summary>Whether a submission says the same. The time that it took is no part of what it says.</summary>
    internal bool IsSameAs(Submission submission) =>
        Answer == submission.Answer && BothBad == submission.BothBad && Flagged == submission.Flagged
        && string.Equals(Comment, SubmissionRules.NullIfEmpty(submission.Comment), StringComparison.Ordinal)
        && Dimensions.Count == (submission.Dimensions?.Count ?? 0)
        && Dimensions.All(rated => submission.Dimensions!.TryGetValue(rated.Key, out var rating) && rating == rated.Value);
}

/// <summary>The label that a submission key names already.</summary>
/// <param name="Supersedes">The key of the answer that it corrects; null for a first answer.</param>
internal sealed record StoredLabel(long Id, long AnnotatorId, Guid Token, Guid? Supersedes, StoredAnswer Answer)
{
    public static StoredLabel Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt64(1), reader.GetGuid(2), reader.Nullable<Guid>(3), StoredAnswer.Read(reader, 4));

    /// <summary>A first answer is not repeated by a correction, nor the other way round.</summary>
    public bool IsRepeatedBy(Submission submission, long annotator, Guid? supersedes) =>
        AnnotatorId == annotator && Token == submission.Token && Supersedes == supersedes && Answer.IsSameAs(submission);
}
