using PrefLab.Benchmarks.Exchange;
using PrefLab.Benchmarks.Load;

// The first argument names the benchmark; the rest are its own.
return args switch
{
    ["bench"] => await HotPath.RunAsync() + await ExchangeBenchmark.RunAsync([]),
    ["hotpath"] => await HotPath.RunAsync(),
    ["exchange", .. var rest] => await ExchangeBenchmark.RunAsync(rest),
    ["load" or "promises"] => await Promises.RunAsync(killsOfEach: 10, acknowledgements: 100_000, rounds: 1_000),
    ["promises", var kills, var acknowledgements, var rounds] => await Promises.RunAsync(Number(kills), Number(acknowledgements), Number(rounds)),
    ["think"] => await Think.RunAsync(TimeSpan.FromSeconds(60)),
    ["think", var seconds] => await Think.RunAsync(TimeSpan.FromSeconds(Number(seconds))),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.WriteLine("bench | hotpath | exchange [rows] | load | promises [kills of each] [acknowledgements] [races] | think [seconds]");
    return 2;
}
