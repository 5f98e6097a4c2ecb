namespace PrefLab.Metrics;

/// <summary>A small deterministic generator: the same seed gives the same numbers on every platform and in every version.</summary>
/// <remarks>Not for secrets. Steele, Lea and Flood (2014), https://doi.org/10.1145/2660193.2660195, fig. 17.</remarks>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>Draws 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Draws a number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
