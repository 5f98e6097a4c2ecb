namespace PrefLab.Metrics;

/// <summary>What a tie between two models says of their strengths.</summary>
public enum TieRule
{
    /// <summary>Half a win for each, as in arenas; the intervals take the halves for wins of their own.</summary>
    HalfWin = 0,

    /// <summary>An outcome of its own, likelier the nearer the strengths are (Davidson 1970).</summary>
    Davidson = 1,
}
