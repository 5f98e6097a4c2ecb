using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Core.Labels;

/// <summary>What makes an answer valid, and what it is in canonical order. Pure.</summary>
public static class SubmissionRules
{
    /// <summary>A day: a longer active time is a broken clock.</summary>
    public const double MaxActiveSeconds = 86_400;

    /// <summary>The first thing wrong with a submission, whatever the project; null when nothing is.</summary>
    public static SubmitResult.Invalid? Check(Submission submission) =>
        submission.Key == Guid.Empty ? new SubmitResult.Invalid("submissionKey", "The submission key is a UUID.") : Check(submission.ToDraft());

    /// <summary>The first thing wrong with a submission in its project; null when nothing is.</summary>
    /// <param name="asked">Names of the dimensions that the project asks for.</param>
    public static SubmitResult.Invalid? Check(Submission submission, bool tiesAllowed, IReadOnlyCollection<string> asked) =>
        Check(submission.ToDraft(), tiesAllowed, asked);

    /// <summary>As a submission is checked, but that the preference may be missing.</summary>
    public static SubmitResult.Invalid? Check(Draft draft)
    {
        if (draft.Answer is < 1 or > PreferenceLevels.Count)
        {
            return new SubmitResult.Invalid("answer", "The answer is a number from 1 (left much better) to 5 (right much better).");
        }

        if (draft.Comment?.Length > Limits.Comment)
        {
            return new SubmitResult.Invalid(
                "comment", $"The comment has {draft.Comment.Length} UTF-16 units; at most {Limits.Comment} are allowed.");
        }

        if (draft.Comment is not null && !draft.Comment.IsStorable())
        {
            return new SubmitResult.Invalid("comment", "The comment has a character that cannot be stored: NUL, or half of a surrogate pair.");
        }

        return draft.ActiveSeconds is { } seconds && (!double.IsFinite(seconds) || seconds < 0)
            ? new SubmitResult.Invalid("activeSeconds", "The active time is a number of seconds, 0 or more.")
            : null;
    }

    /// <summary>As a submission is checked in its project, but that the preference may be missing.</summary>
    /// <param name="asked">Names of the dimensions that the project asks for.</param>
    public static SubmitResult.Invalid? Check(Draft draft, bool tiesAllowed, IReadOnlyCollection<string> asked)
    {
        if (!tiesAllowed && draft.Answer is { } answer && Preference.FromDisplayed(answer, leftIsA: true) == Preference.Tie)
        {
            return new SubmitResult.Invalid("answer", "This project has no tie: one response is better.");
        }

        foreach (var (name, rating) in draft.Dimensions ?? new Dictionary<string, int>(StringComparer.Ordinal))
        {
            if (!asked.Contains(name, StringComparer.Ordinal))
            {
                return new SubmitResult.Invalid("dimensions", "The answer rates a dimension that this project does not ask for.");
            }

            if (rating is < 1 or > 3)
            {
                return new SubmitResult.Invalid("dimensions", "A dimension is rated 1 (left better), 2 (same) or 3 (right better).");
            }
        }

        return null;
    }

    /// <summary>Dimension ratings as stored: a JSON object in canonical order (−1 A, 0 same, 1 B), names ascending; null when there are none.</summary>
    public static string? CanonicalDimensions(IReadOnlyDictionary<string, int>? displayed, bool leftIsA)
    {
        if (displayed is null or { Count: 0 })
        {
            return null;
        }

        var canonical = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, rating) in displayed)
        {
            canonical[name] = (rating - 2) * (leftIsA ? 1 : -1);
        }

        return JsonSerializer.Serialize(canonical);
    }

    /// <summary>The ratings as the annotator gave them: name → 1 (left better), 2 (same), 3 (right better).</summary>
    public static IReadOnlyDictionary<string, int> DisplayedDimensions(string? canonical, bool leftIsA)
    {
        var displayed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, rating) in canonical is null ? [] : JsonSerializer.Deserialize<Dictionary<string, int>>(canonical)!)
        {
            displayed[name] = (rating * (leftIsA ? 1 : -1)) + 2;
        }

        return displayed;
    }

    /// <summary>No comment is stored as none.</summary>
    public static string? NullIfEmpty(string? comment) => string.IsNullOrEmpty(comment) ? null : comment;

    /// <summary>An active time as stored.</summary>
    public static double? Clamp(double? activeSeconds) => activeSeconds is { } seconds ? Math.Min(seconds, MaxActiveSeconds) : null;

    /// <summary>Seconds from when the annotator could begin until the answer came, by the server's clock; never negative.</summary>
    public static double ServerSeconds(DateTimeOffset issuedAt, DateTimeOffset? previousAnswerAt, DateTimeOffset receivedAt)
    {
        var began = previousAnswerAt > issuedAt ? previousAnswerAt.Value : issuedAt;
        return Math.Max(0, (receivedAt - began).TotalSeconds);
    }
}
