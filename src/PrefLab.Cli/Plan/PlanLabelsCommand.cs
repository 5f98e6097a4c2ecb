using System.CommandLine;
using System.Text.Json.Nodes;
using PrefLab.Cli.Metrics;
using PrefLab.Metrics;
using static System.FormattableString;

namespace PrefLab.Cli.Plan;

/// <summary><c>preflab plan labels</c>: comparisons and labels for an interval of Krippendorff's alpha, from the labels of a pilot.</summary>
public static class PlanLabelsCommand
{
    private const int Replicates = 2_000;

    private static readonly int[] LabelsEach = [2, 3, 4, 5];

    private static readonly Argument<FileInfo> Pilot = new("file") { Description = "Labels of a pilot: a CSV with a heading and the columns item, worker, label." };

    private static readonly Option<double> Width = new("--width") { Description = "Wanted upper minus lower limit of alpha.", DefaultValueFactory = _ => .1 };

    private static readonly Option<double> Confidence = new("--confidence") { Description = "Coverage of the interval.", DefaultValueFactory = _ => .95 };

    private static readonly Option<int?> Classes = new("--classes") { Description = "Number of classes, 2 to 256; else as many as the highest label asks for." };

    private static readonly Option<bool> Ordinal = new("--ordinal") { Description = "The classes are ordered: ordinal alpha instead of nominal." };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of the simulation.", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Create()
    {
        var command = new Command("labels", "Comparisons, and labels a comparison, for a wanted interval of alpha; costs a pilot's labels.")
        {
            Pilot, Width, Confidence, Classes, Ordinal, Seed, Json,
        };
        command.SetGuardedAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(Classes) is < 2 or > RatingTable.MaxCategories)
            {
                throw new CommandException("--classes must lie between 2 and 256.");
            }

            var text = await Task.Run(() => Text(parsed), ct).WaitAsync(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text.AsMemory(), ct);
            return CommandActions.Done;
        });
        return command;
    }

    private static string Text(ParseResult parsed)
    {
        var histogram = LabelFile.Read(parsed.GetRequiredValue(Pilot), truth: null, parsed.GetValue(Classes)).Table.ToHistogram();
        var difference = parsed.GetValue(Ordinal) ? LevelDifference.Ordinal : LevelDifference.Nominal;
        var plans = PlanErrors.Guarded(() => LabelsEach.Select(labels => (Labels: labels, Comparisons: AlphaPlan.Comparisons(
            histogram, difference, labels, parsed.GetValue(Width), parsed.GetValue(Confidence), Replicates, parsed.GetValue(Seed)))).ToList());
        return parsed.GetValue(Json)
            ? new JsonObject
            {
                ["alpha"] = KrippendorffAlpha.Compute(histogram, difference).Value,
                ["width"] = parsed.GetValue(Width),
                ["confidence"] = parsed.GetValue(Confidence),
                ["plans"] = new JsonArray([.. plans.Select(one => (JsonNode)new JsonObject
                {
                    ["labels_a_comparison"] = one.Labels,
                    ["comparisons"] = (long?)one.Comparisons.Value,
                    ["labels"] = (long?)one.Comparisons.Value * one.Labels,
                    ["reason"] = one.Comparisons.Reason,
                })]),
            }.ToJsonString(MetricsCommand.Json)
            : Table(KrippendorffAlpha.Compute(histogram, difference), plans);
    }

    private static string Table(Estimate alpha, List<(int Labels, Estimate Comparisons)> plans) => string.Join('\n',
    [
        $"alpha of the pilot: {alpha}",
        $"{"labels a comparison",19}  {"comparisons",13}  {"labels in all",13}",
        .. plans.Select(one => one.Comparisons.Value is { } comparisons
            ? Invariant($"{one.Labels,19}  {comparisons,13:N0}  {comparisons * one.Labels,13:N0}")
            : $"{one.Labels,19}  {one.Comparisons.Reason}"),
    ]);
}
