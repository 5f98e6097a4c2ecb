namespace PrefLab.Metrics;

/// <summary>Which renamings of the categories leave an agreement coefficient as it is, and so what it takes the scale to mean.</summary>
public enum Relabelling
{
    /// <summary>Any permutation: categories are names.</summary>
    Any = 0,

    /// <summary>Mirroring the scale: categories are in an order, and neither end is special.</summary>
    Mirror = 1,

    /// <summary>None: categories are numbers with a true zero.</summary>
    None = 2,
}
