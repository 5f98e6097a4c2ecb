namespace PrefLab.Metrics;

/// <summary>What an interval of a coefficient that corrects for chance lets one say in words.</summary>
/// <param name="Lowest">The word at the lower limit: what the labels show at least.</param>
/// <param name="Highest">The word at the upper limit; the same as <paramref name="Lowest"/> when the interval decides.</param>
/// <param name="AboveChance">Whether the whole interval lies above 0.</param>
/// <param name="Text">One English sentence.</param>
public sealed record AgreementReading(string Lowest, string Highest, bool AboveChance, string Text);
