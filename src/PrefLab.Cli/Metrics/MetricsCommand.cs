using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrefLab.Cli.Metrics;

/// <summary><c>preflab metrics</c>: computes on a file what PrefLab computes on a project, without a server.</summary>
public static class MetricsCommand
{
    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Argument<FileInfo?> Labels = NewLabels();

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
            if (path.ToString().StartsWith('-') && !path.Exists)
            {
                throw new CommandException($"there is no option \"{CsvRows.Shown(path.ToString())}\"; see preflab metrics --help.");
            }

            // Apart from this thread, so that Ctrl-C ends a long computation.
            var report = await Task.Run(() => Computed(parsed, path), ct).WaitAsync(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.ToJsonString(Json).AsMemory(), ct);
            return CommandActions.Done;
        });
        return command;
    }

    internal static FileInfo? FileOf(ParseResult parsed) => parsed.GetValue(Labels);

    /// <exception cref="CommandException">A file is malformed, or too large to compute on.</exception>
    private static JsonObject Computed(ParseResult parsed, FileInfo path)
    {
        try
        {
            return CaseFile.Is(path) ? CaseFile.Compute(path) : Report(parsed, path);
        }
        catch (ArgumentException problem)
        {
            throw new CommandException($"{path.Name}: {problem.Message.Split(" (Parameter")[0]}", problem);
        }
    }

    private static JsonObject Report(ParseResult parsed, FileInfo path)
    {
        var file = LabelFile.Read(path, parsed.GetValue(Truth), parsed.GetValue(Classes));
        if (file.UnknownTruths > 0)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"preflab: {file.UnknownTruths} items with a truth have no label and are left out.");
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

    private static Argument<FileInfo?> NewLabels()
    {
        var labels = new Argument<FileInfo?>("file")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Labels: a CSV with a heading and the columns item, worker, label; or a JSON file of cases, whose expected values are computed. Needed unless --list is given.",
        };
        labels.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("The name of the file is empty.");
            }
        });
        return labels;
    }

    private static Option<int?> NewClasses()
    {
        var classes = new Option<int?>("--classes") { Description = "Number of classes, 2 to 256; else as many as the highest label asks for." };
        classes.Validators.Add(result =>
        {
            // What is no number is refused as it is converted, with a message of its own.
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number is < 2 or > PrefLab.Metrics.RatingTable.MaxCategories)
            {
                result.AddError("--classes must lie between 2 and 256.");
            }
        });
        return classes;
    }
}
