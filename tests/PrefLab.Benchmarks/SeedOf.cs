using System.Text;

namespace PrefLab.Benchmarks;

/// <summary>Seeds that nobody chose: the seed of a simulation is a hash of its name, so that no number is drawn again until it pleases.</summary>
internal static class SeedOf
{
    /// <summary>FNV-1a over the name in UTF-8.</summary>
    public static ulong Name(string name) =>
        Encoding.UTF8.GetBytes(name).Aggregate(14_695_981_039_346_656_037UL, (hash, octet) => unchecked((hash ^ octet) * 1_099_511_628_211UL));
}
