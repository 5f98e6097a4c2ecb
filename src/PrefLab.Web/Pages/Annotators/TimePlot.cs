using PrefLab.Core.Annotators;
using PrefLab.Metrics;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>Times against what there was to read, both on logarithmic scales, with the pace of the project's people.</summary>
public sealed record TimePlot(
    IReadOnlyList<TimePlot.Point> Points, TimePlot.Point? UsualFrom, TimePlot.Point? UsualTo, int Shortest, int Longest, double Fastest, double Slowest, double? MedianRatio,
    double? Hurried)
{
    public const double Width = 320;
    public const double Height = 160;
    public const int MostPoints = 400;

    /// <returns>Null with nothing to draw.</returns>
    public static TimePlot? Of(IReadOnlyList<AnsweredTime> times, ReadingPace? pace)
    {
        if (times.Count == 0)
        {
            return null;
        }

        var (shortest, longest) = (times.Min(it => it.Length), times.Max(it => it.Length));
        var (fastest, slowest) = (Math.Max(LogTimeHistogram.Shortest, times.Min(it => it.Seconds)), Math.Max(LogTimeHistogram.Shortest, times.Max(it => it.Seconds)));
        if (pace is not null)
        {
            fastest = Math.Min(fastest, Math.Min(pace.Expected(shortest), pace.Expected(longest)));
            slowest = Math.Max(slowest, Math.Max(pace.Expected(shortest), pace.Expected(longest)));
        }

        Point At(int length, double seconds) => new(
            Figures.Length(Part(length + 1, shortest + 1, longest + 1), Width), Figures.Length(1 - Part(seconds, fastest, slowest), Height));
        List<double> ratios = pace is null ? [] : [.. times.Select(it => pace.Ratio(it.Length, it.Seconds)).Order()];
        return new TimePlot(
            [.. times.Take(MostPoints).Select(it => At(it.Length, it.Seconds))],
            pace is null ? null : At(shortest, pace.Expected(shortest)), pace is null ? null : At(longest, pace.Expected(longest)),
            shortest, longest, fastest, slowest,
            ratios.Count == 0 ? null : ratios[ratios.Count / 2],
            ratios.Count == 0 ? null : (double)ratios.Count(it => it < ReadingPace.Hurried) / ratios.Count);
    }

    private static double Part(double value, double from, double to) =>
        to <= from ? .5 : Math.Log(Math.Clamp(value, from, to) / from) / Math.Log(to / from);

    /// <param name="X">For an SVG attribute.</param>
    public sealed record Point(string X, string Y);
}
