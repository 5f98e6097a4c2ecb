using PrefLab.Core.Comparisons;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>A first answer to an ordinary comparison that others have still to answer before it says anything about whoever gave it.</summary>
/// <param name="Answer">The first answer, which is judged.</param>
/// <param name="Stands">The answer that stands after corrections, which the comparison counts.</param>
public readonly record struct WaitingAnswer(ComparisonId Comparison, Preference Answer, Preference Stands, bool LeftIsA)
{
    /// <summary>Bits below the comparison's id; the statements shift by as many.</summary>
    private const int Bits = 8;

    /// <summary>Reads what <see cref="Packed"/> made.</summary>
    public static WaitingAnswer Unpack(long packed) => new(
        new ComparisonId(packed >> Bits), (Preference)((packed >> 4) & 7), (Preference)((packed >> 1) & 7), (packed & 1) == 1);

    /// <summary>One number, so that an annotator's row holds a hundred of them.</summary>
    public long Packed => (Comparison.Value << Bits) | ((long)Answer << 4) | ((long)Stands << 1) | (LeftIsA ? 1L : 0);
}
