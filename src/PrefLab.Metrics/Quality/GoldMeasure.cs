namespace PrefLab.Metrics;

/// <summary>How an answer to a gold is measured; see <see cref="GoldScoring"/>.</summary>
public enum GoldMeasure
{
    /// <summary>1 for the expected direction, else 0: the rule that decides, live and in reports.</summary>
    Direction,

    /// <summary>1 for exactly the expected level, else 0; it asks for a calibrated strength, which guidelines seldom define.</summary>
    Exact,

    /// <summary>1 less a quarter for each level of distance: 1 for the expected level, 0 for the opposite end.</summary>
    Ordinal,
}
