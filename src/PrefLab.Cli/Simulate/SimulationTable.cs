using PrefLab.Cli.Api;
using static System.FormattableString;

namespace PrefLab.Cli.Simulate;

/// <summary>The result as a table and four lines.</summary>
internal static class SimulationTable
{
    public static async Task WriteAsync(TextWriter output, SimulationResult result)
    {
        var width = Math.Max("person".Length, result.People.Max(person => person.Role.Name.Length));
        await output.WriteLineAsync(Invariant($"{"person".PadRight(width)}  {"kind",-15} {"labels",7} {"refused",8} {"golds",7} {"labels/s",9}  ended"));
        foreach (var person in result.People)
        {
            var rate = person.Labels / Math.Max(person.Seconds, .001);
            await output.WriteLineAsync(Invariant(
                $"{person.Role.Name.PadRight(width)}  {person.Role.Kind.Name,-15} {person.Labels,7} {person.Refused,8} {"hidden",7} {rate,9:0.0}  {person.Ended}"));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(Invariant(
            $"{result.Labels} labels in {result.Elapsed.TotalSeconds:0.0} s: {result.Labels / Math.Max(result.Elapsed.TotalSeconds, .001):0.0} pairs of next and submit a second"));
        await output.WriteLineAsync($"next    {Quantiles(result.Latency.Next)}");
        await output.WriteLineAsync($"submit  {Quantiles(result.Latency.Submit)}");
        await output.WriteLineAsync(Invariant($"{result.Latency.Unsuccessful} answers were not 2xx or did not come; {result.Latency.Retries} requests were repeated"));
    }

    private static string Quantiles(IReadOnlyList<double> milliseconds) => LatencyTally.Quantile(milliseconds, .5) is { } median
        ? Invariant($"p50 {median:0.0} ms, p99 {LatencyTally.Quantile(milliseconds, .99):0.0} ms ({milliseconds.Count})")
        : "no request";
}
