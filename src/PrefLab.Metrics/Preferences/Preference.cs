namespace PrefLab.Metrics;

/// <summary>
/// A preference between responses A and B on five ordered levels, stored 0 to 4 and always in canonical order:
/// A and B are the responses as imported, wherever they stood on the screen.
/// </summary>
/// <remarks>Properties and conversions (symbol, direction, displayed order) are in <see cref="PreferenceLevels"/>.</remarks>
public enum Preference : byte
{
    /// <summary><c>A&gt;&gt;</c>: A is much better.</summary>
    AMuchBetter = 0,

    /// <summary><c>A&gt;</c>: A is better.</summary>
    ABetter = 1,

    /// <summary><c>=</c>: neither is better.</summary>
    Tie = 2,

    /// <summary><c>B&gt;</c>: B is better.</summary>
    BBetter = 3,

    /// <summary><c>B&gt;&gt;</c>: B is much better.</summary>
    BMuchBetter = 4,
}
