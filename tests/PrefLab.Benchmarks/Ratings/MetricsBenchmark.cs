using System.Diagnostics;
using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Benchmarks.Ratings;

/// <summary>Speed and memory of the library on generated labels, with the values that they must give.</summary>
internal static class MetricsBenchmark
{
    /// <summary>Of the file of a million labels.</summary>
    private const string Sha256OfAMillion = "b957f4ce3be5de0af8005067b7b50fe653ed3d59b26b407a7914a9086c3562c0";

    private const double LikelihoodAfterAHundred = -1185421.7785774719;

    public static int Run(int labels)
    {
        var rows = GeneratedRatings.Make(labels);
        var isKnown = labels == 1_000_000;
        var wrong = isKnown && rows.Sha256() != Sha256OfAMillion ? 1 : 0;
        Print($"{labels:N0} labels of {GeneratedRatings.Annotators} people on {rows.Comparisons:N0} comparisons{(wrong > 0 ? ", NOT the known bytes" : "")}");

        var table = Measure("rows by comparison", () => RatingTable.FromColumns(
            rows.Item, rows.Worker, rows.Label, rows.Comparisons, GeneratedRatings.Annotators, GeneratedRatings.Categories));
        var histogram = Measure("histogram", table.ToHistogram);
        Measure("every coefficient", () => AgreementCoefficient.All.Select(one => one.Compute(histogram)).ToList());
        Measure("2,000 replicates of every coefficient", () => ComparisonBootstrap.Percentile(histogram, AgreementCoefficient.All, 2000, .95, 1));
        Measure("majority", () => MajorityVote.Compute(table));
        var iterations = isKnown ? 100 : 3;
        var fit = Measure($"Dawid-Skene, {iterations} iterations", () => DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(iterations, 0)));
        if (isKnown && Math.Abs(fit.LogLikelihoods[^1] - LikelihoodAfterAHundred) > 1e-9 * Math.Abs(LikelihoodAfterAHundred))
        {
            Print($"Dawid-Skene ends at {fit.LogLikelihoods[^1]}, NOT at {LikelihoodAfterAHundred}");
            wrong++;
        }

        return wrong;
    }

    private static T Measure<T>(string what, Func<T> work)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var stop = new CancellationTokenSource();
        var sampler = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                Thread.Sleep(5);
            }
        });
        sampler.Start();
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var result = work();
        var (seconds, cpuSeconds) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        stop.Cancel();
        sampler.Join();
        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        Print(string.Create(CultureInfo.InvariantCulture, $"{what,-40} {seconds,8:F3} s  {cpuSeconds,8:F3} s CPU  +{(peak - before) / 1e6,6:F0} MB"));
        return result;
    }

    private static void Print(string line) => Console.WriteLine(line);
}
