using PrefLab.Core.Labels;

namespace PrefLab.Core.Review;

/// <summary>What an expert may enter. Pure.</summary>
public static class ReviewRules
{
    /// <summary>What is wrong with an answer in displayed order; null when nothing is.</summary>
    public static FieldError? CheckAnswer(int answer, bool tiesAllowed)
    {
        var given = new Draft(answer);
        return (SubmissionRules.Check(given) ?? SubmissionRules.Check(given, tiesAllowed, [])) is { } invalid ? new(invalid.Field, invalid.Reason) : null;
    }

    /// <summary>What is wrong with a tag to look for; null when nothing is.</summary>
    public static FieldError? CheckTag(string? tag) => tag is null || (tag.Length <= Limits.Name && tag.IsStorable())
        ? null
        : new("tag", $"A tag has at most {Limits.Name} characters, and no NUL.");

    /// <summary>A tag as it is looked for; null where none was given.</summary>
    public static string? TagOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>All reasons where no name was given.</summary>
    /// <returns>Null for what is no name of a reason.</returns>
    public static DisputeReasons? ParseReason(string? name) => name switch
    {
        null or "" => DisputeReasons.All,
        nameof(DisputeReasons.NoMajority) => DisputeReasons.NoMajority,
        nameof(DisputeReasons.HighEntropy) => DisputeReasons.HighEntropy,
        nameof(DisputeReasons.Flagged) => DisputeReasons.Flagged,
        _ => null,
    };

    /// <summary>The reasons as the API and addresses name them.</summary>
    public static IReadOnlyList<string> NamesOf(DisputeReasons reasons) =>
        [.. new[] { DisputeReasons.NoMajority, DisputeReasons.HighEntropy, DisputeReasons.Flagged }.Where(one => reasons.HasFlag(one)).Select(one => one.ToString())];
}
