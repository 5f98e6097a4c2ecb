namespace PrefLab.Core.Projects;

/// <summary>When the work will be done at the pace of the last hours.</summary>
/// <param name="PerHour">Labels an hour, over all hours since work began, at most 24.</param>
/// <param name="LastHour">Labels in the last 60 minutes.</param>
/// <param name="Done">Null when nothing was labelled lately.</param>
/// <param name="Earliest">The early end of a 95 % interval from the spread between hours; null with fewer than four hours.</param>
/// <param name="Latest">The late end; null also when the pace cannot be told from standing still.</param>
public sealed record Forecast(double PerHour, int LastHour, DateTimeOffset? Done, DateTimeOffset? Earliest, DateTimeOffset? Latest)
{
    private const double Z95 = 1.959964;
    private const int HoursForInterval = 4;

    /// <summary>Ten years: what lies beyond is no forecast.</summary>
    private const double MostHours = 87_660;

    public static Forecast Of(long remaining, IReadOnlyList<HourlyLabels> hours, DateTimeOffset now)
    {
        if (hours.Count == 0)
        {
            return new Forecast(0, 0, null, null, null);
        }

        var mean = hours.Average(hour => (double)hour.Labels);
        var last = hours[0].HoursAgo == 0 ? hours[0].Labels : 0;
        if (remaining <= 0 || mean <= 0)
        {
            return new Forecast(mean, last, null, null, null);
        }

        var done = After(now, remaining / mean);
        if (hours.Count < HoursForInterval)
        {
            return new Forecast(mean, last, done, null, null);
        }

        var variance = hours.Sum(hour => (hour.Labels - mean) * (hour.Labels - mean)) / (hours.Count - 1);
        var margin = Z95 * Math.Sqrt(variance / hours.Count);
        return new Forecast(
            mean, last, done, After(now, remaining / (mean + margin)), mean > margin ? After(now, remaining / (mean - margin)) : null);
    }

    private static DateTimeOffset? After(DateTimeOffset now, double hours) => hours < MostHours ? now.AddHours(hours) : null;
}
