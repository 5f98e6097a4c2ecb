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
            yield return ("no majority", "warn", Explain(DisputeReasons.NoMajority));
        }

        if (reasons.HasFlag(DisputeReasons.HighEntropy))
        {
            yield return ("scattered", "warn", Explain(DisputeReasons.HighEntropy));
        }

        if (reasons.HasFlag(DisputeReasons.Flagged))
        {
            yield return (flags == 1 ? "flagged by 1 annotator" : $"flagged by {flags} annotators", "accent", Explain(DisputeReasons.Flagged));
        }
    }

    /// <summary>The rule behind one reason, in a line.</summary>
    public static string Explain(DisputeReasons reason) => reason switch
    {
        DisputeReasons.NoMajority => "All labels are there, and none of A, tie and B has more of them than each of the others",
        DisputeReasons.HighEntropy => FormattableString.Invariant($"All labels are there, spread over A, tie and B, and about half of them at most say the same: 3, 2 and 1 are scattered, 4, 1 and 1 are not (entropy above {ReviewRules.EntropyBits} bits)"),
        _ => "An annotator whose answer counts asked for it to be looked at",
    };

    public static string Of(BecomesUse becomes) => becomes switch
    {
        BecomesUse.Gold => "It is a hidden gold from now on.",
        BecomesUse.Training => "A copy of it is a training example.",
        _ => "It stays an ordinary comparison.",
    };
}
