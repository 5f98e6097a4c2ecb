namespace PrefLab.Metrics;

/// <summary>The one rule by which an answer to a gold is right or wrong, the same live and in reports.</summary>
public static class GoldScoring
{
    /// <summary>
    /// Version of the rule, to be stored with every scored answer; a change of the rule is a new version.
    /// Version 1: the direction decides, strength does not.
    /// </summary>
    public const int Version = 1;

    /// <summary>Decides whether an answer to a gold is right: it has the expected direction (A&gt;&gt; and A&gt; are the same).</summary>
    /// <param name="answer">The annotator's answer in canonical order.</param>
    /// <param name="expected">The gold's known preference in canonical order.</param>
    /// <returns>Whether both have the same <see cref="Direction"/>; a tie is right only where a tie is expected.</returns>
    /// <remarks>O(1).</remarks>
    public static bool IsCorrect(Preference answer, Preference expected) => answer.Direction == expected.Direction;
}
