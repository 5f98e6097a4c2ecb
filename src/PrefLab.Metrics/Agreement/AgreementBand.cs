namespace PrefLab.Metrics;

/// <summary>A word for the values of a coefficient from a threshold up to the next one.</summary>
/// <param name="From">The smallest value that the word is for.</param>
/// <param name="Word">The word, in lower case, as it stands within a sentence.</param>
public sealed record AgreementBand(double From, string Word);
