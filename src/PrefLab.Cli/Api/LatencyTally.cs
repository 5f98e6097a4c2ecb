namespace PrefLab.Cli.Api;

/// <summary>How long requests took and how they ended. One a person, so that it needs no lock; merged at the end.</summary>
public sealed class LatencyTally
{
    private readonly List<double> next = [];
    private readonly List<double> submit = [];

    public int Retries { get; private set; }

    /// <summary>Attempts without an answer, or with one that is not 2xx.</summary>
    public int Unsuccessful { get; private set; }

    public IReadOnlyList<double> Next => next;

    public IReadOnlyList<double> Submit => submit;

    public static LatencyTally Merge(IEnumerable<LatencyTally> parts)
    {
        var all = new LatencyTally();
        foreach (var part in parts)
        {
            all.next.AddRange(part.next);
            all.submit.AddRange(part.submit);
            all.Retries += part.Retries;
            all.Unsuccessful += part.Unsuccessful;
        }

        return all;
    }

    /// <summary>The nearest-rank quantile; null without requests.</summary>
    public static double? Quantile(IReadOnlyList<double> milliseconds, double share)
    {
        if (milliseconds.Count == 0)
        {
            return null;
        }

        var sorted = milliseconds.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public void CountRetry() => Retries++;

    public void Add(string path, int? status, double milliseconds)
    {
        if (status is not (>= 200 and < 300))
        {
            Unsuccessful++;
            return;
        }

        var list = path.EndsWith("/next", StringComparison.Ordinal) ? next : path.EndsWith("/label", StringComparison.Ordinal) ? submit : null;
        list?.Add(milliseconds);
    }
}
