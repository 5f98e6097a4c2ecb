using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrefLab.Cli.Metrics;

/// <summary><c>preflab metrics</c>: computes on a file what PrefLab computes on a project, without a server.</summary>
public static class MetricsCommand
{
    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Argument<FileInfo?> Labels = new("file")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Labels: a CSV with a heading and the columns item, worker, label; or a JSON file of cases, whose expected values are computed. Needed unless --list is given.",
    };

    private static readonly Option<int?> Classes = NewClasses();

    private static readonly Option<bool> Ordinal = new("--ordinal") { Description = "The classes are ordered, as preferences from A>> to B>> are." };

    private static readonly Option<FileInfo> Truth = new("--truth") { Description = "True classes of some items: a CSV with a heading and the columns item, truth." };

    private static readonly Option<FileInfo> Pairs = new("--pairs") { Description = "Source models of the items: JSON Lines with item, model_a, model_b; ranks the models. Low classes favour model_a." };

    private static readonly Option<bool> All = new("--all") { Description = "Add \"more\": every coefficient with its interval or why there is none, each worker's agreement with others, further methods of aggregation." };

    public static Command Create()
    {
        var command = new Command("metrics", "Agreement with intervals, and what the methods of aggregation make of the labels of a file, as JSON. Needs no server.")
        {
            Labels, Classes, Ordinal, Truth, Pairs, All, MetricsList.Option(),
        };
        command.SetGuardedAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(Labels) ?? throw new CommandException("a file of labels or of cases is needed, or --list.");
            var report = CaseFile.Is(path) ? CaseFile.Compute(path) : await ReportAsync(parsed, path);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.ToJsonString(Json).AsMemory(), ct);
            return CommandActions.Done;
        });
        return command;
    }

    private static async Task<JsonObject> ReportAsync(ParseResult parsed, FileInfo path)
    {
        var file = LabelFile.Read(path, parsed.GetValue(Truth), parsed.GetValue(Classes));
        if (file.UnknownTruths > 0)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"preflab: {file.UnknownTruths} items with a truth have no label and are left out.");
        }

        var report = MetricsReport.Of(file, parsed.GetValue(Ordinal));
        if (parsed.GetValue(Pairs) is { } pairs)
        {
            RankingReport.AddTo(report, file, pairs);
        }

        if (parsed.GetValue(All))
        {
            report["more"] = MoreReport.Of(file, parsed.GetValue(Ordinal));
        }

        return report;
    }

    private static Option<int?> NewClasses()
    {
        var classes = new Option<int?>("--classes") { Description = "Number of classes, 2 to 256; else as many as the highest label asks for." };
        classes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 2 or > PrefLab.Metrics.RatingTable.MaxCategories)
            {
                result.AddError("--classes must lie between 2 and 256.");
            }
        });
        return classes;
    }
}
