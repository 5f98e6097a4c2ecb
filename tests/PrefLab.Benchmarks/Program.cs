using PrefLab.Benchmarks.Load;

return args switch
{
    ["bench" or "hotpath"] => await HotPath.RunAsync(),
    ["load" or "promises"] => await Promises.RunAsync(killsOfEach: 10, acknowledgements: 100_000, rounds: 1_000),
    ["promises", var kills, var acknowledgements, var rounds] => await Promises.RunAsync(Number(kills), Number(acknowledgements), Number(rounds)),
    ["think"] => await Think.RunAsync(TimeSpan.FromSeconds(60)),
    ["think", var seconds] => await Think.RunAsync(TimeSpan.FromSeconds(Number(seconds))),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.WriteLine("bench | load | hotpath | promises [kills of each] [acknowledgements] [races] | think [seconds]");
    return 2;
}
