namespace PrefLab.Metrics;

/// <summary>The one rule by which an answer to a gold is right or wrong, the same live and in reports.</summary>
public static class GoldScoring
{
    /// <summary>
    /// Version of the rule, to be stored with every scored answer; a change of the rule is a new version.
    /// Version 1: the direction decides, strength does not; the other measures are as <see cref="GoldMeasure"/> defines them.
    /// </summary>
    public const int Version = 1;

    /// <summary>Decides whether an answer to a gold is right: it has the expected direction (A&gt;&gt; and A&gt; are the same).</summary>
    /// <param name="answer">The annotator's answer in canonical order.</param>
    /// <param name="expected">The gold's known preference in canonical order.</param>
    /// <returns>Whether both have the same <see cref="Direction"/>; a tie is right only where a tie is expected.</returns>
    /// <remarks>O(1).</remarks>
    public static bool IsCorrect(Preference answer, Preference expected) => answer.Direction == expected.Direction;

    /// <summary>Measures an answer to a gold, for reports that look at strength as well; only <see cref="IsCorrect"/> decides.</summary>
    /// <param name="answer">The annotator's answer in canonical order.</param>
    /// <param name="expected">The gold's known preference in canonical order.</param>
    /// <param name="measure">The measure.</param>
    /// <returns>A score in [0, 1], 1 for what was expected; 0 or 1 for direction, where it is <see cref="IsCorrect"/>, and for exact.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="measure"/> is not a defined value.</exception>
    /// <remarks>O(1).</remarks>
    public static double Score(Preference answer, Preference expected, GoldMeasure measure) => measure switch
    {
        GoldMeasure.Direction => IsCorrect(answer, expected) ? 1 : 0,
        GoldMeasure.Exact => answer == expected ? 1 : 0,
        GoldMeasure.Ordinal => 1 - (Math.Abs((int)answer - (int)expected) / (PreferenceLevels.Count - 1.0)),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Direction, exact or ordinal."),
    };
}
