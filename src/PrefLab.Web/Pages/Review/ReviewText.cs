using PrefLab.Core.Review;

namespace PrefLab.Web.Pages.Review;

/// <summary>What the pages of experts say of reasons, answers and uses.</summary>
public static class ReviewText
{
    /// <summary>The five answers, in displayed order.</summary>
    public static readonly IReadOnlyList<string> Levels = ["1 is much better", "1 is better", "About the same", "2 is better", "2 is much better"];

    public static readonly IReadOnlyList<string> Sides = ["l", "l", "t", "r", "r"];

    public static IEnumerable<(string Text, string Class, string Explained)> Badges(DisputeReasons reasons, int flags)
    {
        if (reasons.HasFlag(DisputeReasons.NoMajority))
        {
            yield return ("no majority", "warn", "All labels are there, and no direction has more of them than each of the others");
        }

        if (reasons.HasFlag(DisputeReasons.HighEntropy))
        {
            yield return ("scattered", "warn", FormattableString.Invariant($"All labels are there, over A, tie and B, and about half at most say the same (entropy above {ReviewRules.EntropyBits} bits)"));
        }

        if (reasons.HasFlag(DisputeReasons.Flagged))
        {
            yield return (flags == 1 ? "flagged by 1 annotator" : $"flagged by {flags} annotators", "accent", "An annotator asked for it to be looked at");
        }
    }

    public static string Of(BecomesUse becomes) => becomes switch
    {
        BecomesUse.Gold => "It is a hidden gold from now on.",
        BecomesUse.Training => "A copy of it is a training example.",
        _ => "It stays an ordinary comparison.",
    };
}
