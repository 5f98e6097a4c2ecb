using PrefLab.Benchmarks.Agreement;
using PrefLab.Benchmarks.Exchange;
using PrefLab.Benchmarks.GoldTests;
using PrefLab.Benchmarks.Load;
using PrefLab.Benchmarks.Ratings;

// The first argument names the benchmark; the rest are its own.
return args switch
{
    ["bench"] => await HotPath.RunAsync() + await ExchangeBenchmark.RunAsync([]) + await Scale.RunAsync(1_000_000)
        + MetricsBenchmark.Run(1_000_000) + MetricsBenchmark.Run(10_000_000),
    ["hotpath"] => await HotPath.RunAsync(),
    ["coverage"] => Coverage.Run(),
    ["exchange", .. var rest] => await ExchangeBenchmark.RunAsync(rest),
    ["load"] => await HotPath.RunAsync() + await Think.RunAsync(TimeSpan.FromSeconds(60)) + await Promises.RunAsync(10, 100_000, 1_000),
    ["promises"] => await Promises.RunAsync(killsOfEach: 10, acknowledgements: 100_000, rounds: 1_000),
    ["promises", var kills, var acknowledgements, var rounds] => await Promises.RunAsync(Number(kills), Number(acknowledgements), Number(rounds)),
    ["think"] => await Think.RunAsync(TimeSpan.FromSeconds(60)),
    ["think", var seconds] => await Think.RunAsync(TimeSpan.FromSeconds(Number(seconds))),
    ["metrics"] => MetricsBenchmark.Run(1_000_000) + MetricsBenchmark.Run(10_000_000),
    ["scale"] => await Scale.RunAsync(1_000_000),
    ["scale", var comparisons] => await Scale.RunAsync(Number(comparisons)),
    ["operations"] => await Operations.RunAsync(1_000_000, 1_000),
    ["operations", var comparisons, var annotators] => await Operations.RunAsync(Number(comparisons), Number(annotators)),
    ["goldtests"] => GoldTestsBenchmark.Run(annotators: 20_000),
    ["goldtests", var annotators] => GoldTestsBenchmark.Run(Number(annotators)),
    ["livetests"] => await LiveTestsBenchmark.RunAsync(labels: 150, seed: 1),
    ["livetests", var labels, var seed] => await LiveTestsBenchmark.RunAsync(Number(labels), Number(seed)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.WriteLine(
        "bench | hotpath | coverage | exchange [rows] | load | promises [kills of each] [acknowledgements] [races] | think [seconds] | scale [comparisons] | "
        + "operations [comparisons annotators] | metrics | goldtests [annotators] | livetests [labels seed]");
    return 2;
}
