namespace PrefLab.Metrics;

/// <summary>Which response a preference favours, without its strength; stored 0 to 2, an ordered scale.</summary>
public enum Direction : byte
{
    /// <summary>Response A is better.</summary>
    A = 0,

    /// <summary>Neither is better.</summary>
    Tie = 1,

    /// <summary>Response B is better.</summary>
    B = 2,
}
