using MathNet.Numerics.Statistics;

namespace PrefLab.Metrics;

/// <summary>
/// How long people take for a comparison of a given length, so that an annotator's times can be judged against what there was to read:
/// log seconds = intercept + slope · log(1 + characters). Two numbers, and JSON as it stands.
/// </summary>
/// <param name="Intercept">Log of the seconds at length 0.</param>
/// <param name="Slope">Growth of log seconds with log length; 1 means in proportion to the length, 0 not at all.</param>
/// <remarks>Seconds are those of the server's clock, from shown to submitted.</remarks>
public sealed record ReadingPace(double Intercept, double Slope)
{
    /// <summary>The fewest answers that a pace is fitted to.</summary>
    public const int FewestAnswers = 10;

    /// <summary>Part of the expected time below which an answer is hurried.</summary>
    public const double Hurried = 1 / 3.0;

    private const int MostPairs = 20_000;

    /// <summary>Fits the pace to the answers of many people; three in ten of them may be clicks or pauses without harm.</summary>
    /// <param name="lengths">Characters of prompt and both responses, one an answer, each ≥ 0 and finite.</param>
    /// <param name="seconds">Seconds, aligned with <paramref name="lengths"/>, each ≥ 0 and finite; held to what <see cref="LogTimeHistogram"/> tells apart.</param>
    /// <param name="seed">Seed of the pairs that are drawn where there are more than 20,000.</param>
    /// <returns>The pace; null with fewer than <see cref="FewestAnswers"/> answers, which is too few to judge people by. Slope 0 where all lengths are equal.</returns>
    /// <exception cref="ArgumentException">The lengths of the arguments differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An element is negative or not finite.</exception>
    /// <remarks>
    /// O(n + pairs). Median of the slopes between pairs of answers: Theil (1950); Sen (1968), https://doi.org/10.1080/01621459.1968.10480934;
    /// breakdown point 29 %.
    /// </remarks>
    public static ReadingPace? Fit(ReadOnlySpan<double> lengths, ReadOnlySpan<double> seconds, ulong seed)
    {
        if (lengths.Length != seconds.Length)
        {
            throw new ArgumentException($"{seconds.Length} times for {lengths.Length} lengths.", nameof(seconds));
        }

        var x = new double[lengths.Length];
        var y = new double[lengths.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = LogLength(lengths[i], $"{nameof(lengths)}[{i}]");
            y[i] = LogSeconds(seconds[i], $"{nameof(seconds)}[{i}]");
        }

        if (x.Length < FewestAnswers)
        {
            return null;
        }

        var slopes = Slopes(x, y, new SplitMix64(seed));
        var slope = slopes.Count == 0 ? 0 : slopes.Median();
        return new ReadingPace(y.Select((log, i) => log - (slope * x[i])).Median(), slope);
    }

    /// <summary>Computes the time that people usually take, the median.</summary>
    /// <param name="length">Characters of prompt and both responses, ≥ 0 and finite.</param>
    /// <returns>Seconds, &gt; 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or not finite.</exception>
    /// <remarks>O(1).</remarks>
    public double Expected(double length) => Math.Exp(Intercept + (Slope * LogLength(length, nameof(length))));

    /// <summary>Computes a time as a multiple of what people usually take.</summary>
    /// <param name="length">Characters of prompt and both responses, ≥ 0 and finite.</param>
    /// <param name="seconds">Seconds that the annotator took, ≥ 0 and finite.</param>
    /// <returns>A ratio &gt; 0; 1 is usual, below <see cref="Hurried"/> is hurried.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    /// <remarks>O(1).</remarks>
    public double Ratio(double length, double seconds) => Math.Exp(LogSeconds(seconds, nameof(seconds))) / Expected(length);

    private static double LogLength(double length, string parameter) => double.IsFinite(length) && length >= 0
        ? Math.Log(1 + length)
        : throw new ArgumentOutOfRangeException(parameter, length, "A length is finite and not negative.");

    private static double LogSeconds(double seconds, string parameter) => double.IsFinite(seconds) && seconds >= 0
        ? Math.Log(Math.Clamp(seconds, LogTimeHistogram.Shortest, LogTimeHistogram.Longest))
        : throw new ArgumentOutOfRangeException(parameter, seconds, "A response time is finite and not negative.");

    private static List<double> Slopes(double[] x, double[] y, SplitMix64 random)
    {
        var all = (long)x.Length * (x.Length - 1) / 2;
        var slopes = new List<double>((int)Math.Min(all, MostPairs));
        if (all <= MostPairs)
        {
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Add(i, j);
                }
            }
        }
        else
        {
            for (var pair = 0; pair < MostPairs; pair++)
            {
                Add((int)(random.NextDouble() * x.Length), (int)(random.NextDouble() * x.Length));
            }
        }

        return slopes;

        void Add(int i, int j)
        {
            if (x[i] != x[j])
            {
                slopes.Add((y[i] - y[j]) / (x[i] - x[j]));
            }
        }
    }
}
