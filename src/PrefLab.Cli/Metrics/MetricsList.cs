using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary><c>preflab metrics --list</c>: every metric of the library as a table, tab-separated.</summary>
internal sealed class MetricsList : SynchronousCommandLineAction
{
    public static Option<bool> Option() => new("--list") { Description = "Print every metric with its range, unit, definition and source, and nothing else.", Action = new MetricsList() };

    public override int Invoke(ParseResult parseResult)
    {
        if ((MetricsCommand.FileOf(parseResult)?.ToString() ?? (parseResult.UnmatchedTokens is [var token, ..] ? token : null)) is { } first)
        {
            parseResult.InvocationConfiguration.Error.WriteLine($"preflab: --list is given alone; what is \"{CsvRows.Shown(first)}\"?");
            return CommandActions.Failed;
        }

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("id\tname\tsymbol\tof\tlowest\thighest\tunit\tdefinition\tundefined\tsource");
        foreach (var metric in MetricRegistry.All)
        {
            output.WriteLine(string.Join(
                '\t', metric.Id, metric.Name, metric.Symbol, metric.Scope, Limit(metric.Lowest), Limit(metric.Highest), metric.Unit, metric.Definition, metric.UndefinedWhen, metric.Source));
        }

        return CommandActions.Done;
    }

    private static string Limit(double? limit) => limit?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
}
