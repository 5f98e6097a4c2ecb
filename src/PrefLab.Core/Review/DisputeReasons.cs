namespace PrefLab.Core.Review;

/// <summary>Why a comparison waits for an expert; the database computes them, see <see cref="DisputeSql"/>.</summary>
[Flags]
public enum DisputeReasons : short
{
    None = 0,

    /// <summary>All labels are there, and no direction has more of them than each of the others.</summary>
    NoMajority = 1,

    /// <summary>All labels are there, and their directions are more scattered than <see cref="ReviewRules.EntropyBits"/>.</summary>
    HighEntropy = 2,

    /// <summary>Somebody flagged it whose answer counts.</summary>
    Flagged = 4,

    All = NoMajority | HighEntropy | Flagged,
}
