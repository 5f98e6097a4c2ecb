using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>What an answered gold does to a standing. Pure.</summary>
public static class LiveTest
{
    /// <summary>Why the annotator is flagged after this gold, in a sentence for operations; null when not.</summary>
    /// <param name="tally">The golds that the test counts, this one included.</param>
    public static string? FlagAfter(QualityRule rule, GoldTally tally) => rule.ShouldFlag(tally)
        ? string.Create(CultureInfo.InvariantCulture, $"{tally.Correct} of {tally.Golds} golds answered right.")
        : null;
}
