using System.Collections.Immutable;
using System.Globalization;

namespace PrefLab.Metrics;

/// <summary>
/// Words for agreement by thresholds that a project can set, read from the interval and not from the estimate: where the interval spans
/// several bands the labels do not decide among them, and the reading says so.
/// </summary>
public sealed class AgreementBands
{
    /// <summary>Makes bands.</summary>
    /// <param name="bands">At least one band, thresholds finite and rising; values below the first take its word too.</param>
    /// <exception cref="ArgumentException">There is no band, a threshold is not finite or does not rise, or a word is empty; the message names it.</exception>
    public AgreementBands(IEnumerable<AgreementBand> bands)
    {
        Bands = [.. bands];
        if (Bands.IsEmpty)
        {
            throw new ArgumentException("There is no band.", nameof(bands));
        }

        for (var i = 0; i < Bands.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(Bands[i].Word) || !double.IsFinite(Bands[i].From) || (i > 0 && !(Bands[i].From > Bands[i - 1].From)))
            {
                throw new ArgumentException($"Band {i} ({Bands[i]}): a band has a word, and thresholds rise.", nameof(bands));
            }
        }
    }

    /// <summary>
    /// Gets words for preferences, the default: most published sets of human preferences lie between .26 and .59, so that values which
    /// other tables call poor are what careful people reach on close pairs of responses.
    /// </summary>
    public static AgreementBands Preferences { get; } = new(
    [
        new(-1, "hardly better than chance"), new(.2, "low, as on close pairs"), new(.4, "usual for preferences"),
        new(.6, "high for preferences"), new(.8, "very high"),
    ]);

    /// <summary>Gets the words of Landis and Koch (1977), https://doi.org/10.2307/2529310, page 165: made for kappa, and arbitrary, as they said.</summary>
    public static AgreementBands LandisKoch { get; } = new(
        [new(-1, "poor"), new(0, "slight"), new(.2, "fair"), new(.4, "moderate"), new(.6, "substantial"), new(.8, "almost perfect")]);

    /// <summary>Gets the bands, thresholds rising.</summary>
    public ImmutableArray<AgreementBand> Bands { get; }

    /// <summary>Finds the word for a value.</summary>
    /// <param name="value">A finite value of a coefficient.</param>
    /// <returns>The word of the last band that begins at or below the value; that of the first band for smaller values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    /// <remarks>O(number of bands).</remarks>
    public string WordFor(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A value is finite.");
        }

        return (Bands.LastOrDefault(band => band.From <= value) ?? Bands[0]).Word;
    }

    /// <summary>Reads an interval.</summary>
    /// <param name="interval">An interval of a coefficient where <see cref="AgreementCoefficient.CorrectsForChance"/>.</param>
    /// <returns>The words at both limits and a sentence; null when there are no limits, as an estimate alone does not carry a word.</returns>
    /// <remarks>O(number of bands).</remarks>
    public AgreementReading? Read(Interval interval)
    {
        if (interval is not { Lower: { } lower, Upper: { } upper })
        {
            return null;
        }

        var (lowest, highest) = (WordFor(lower), WordFor(upper));
        var confidence = interval.Confidence.ToString("0.## %", CultureInfo.InvariantCulture);
        var decided = string.Equals(lowest, highest, StringComparison.Ordinal)
            ? $"Agreement is {lowest} ({confidence} interval)."
            : $"Agreement lies between \"{lowest}\" and \"{highest}\" ({confidence} interval); more labels would tell.";
        var chance = lower > 0 ? "" : upper < 0 ? " People agree less often than by chance." : " It cannot be told from chance.";
        return new AgreementReading(lowest, highest, lower > 0, decided + chance);
    }
}
