using PrefLab.Core.Labels;

namespace PrefLab.Core.Review;

/// <summary>What an expert may enter. Pure.</summary>
public static class ReviewRules
{
    /// <summary>
    /// Shannon entropy of the directions, in bits, above which labels are scattered: between 3 : 1 : 1 (1.37), of which most say the same, and
    /// 3 : 2 : 1 (1.46), of which only half do. Two directions have 1 at most. Changing it takes a migration of <see cref="Comparisons.Comparison.Dispute"/>.
    /// Shannon (1948), https://doi.org/10.1002/j.1538-7305.1948.tb01338.x.
    /// </summary>
    public const double EntropyBits = 1.4;

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
