using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrefLab.Cli.Metrics;
using PrefLab.Metrics;
using static System.FormattableString;

namespace PrefLab.Cli.Plan;

/// <summary><c>preflab plan gold</c>: what a rule does to honest and to other annotators at a gold rate, exactly.</summary>
public static class PlanGoldCommand
{
    private static readonly double[] HonestAccuracies = [.80, .85, .90];

    private static readonly Option<string> Rule = new Option<string>("--rule") { Description = "sprt, classic or cusum.", DefaultValueFactory = _ => "sprt" }.AcceptOnlyFromAmong("sprt", "classic", "cusum");

    private static readonly Option<double> Rate = Number("--rate", "Share of golds among tasks.", .1);

    private static readonly Option<double> Accuracy = Number("--accuracy", "Accuracy that is accepted (sprt, cusum).", .8);

    private static readonly Option<double> Notice = Number("--notice", "Accuracy to be noticed (sprt, cusum).", .5);

    private static readonly Option<double> Alpha = Number("--alpha", "Greatest probability ever to flag who is accepted (sprt).", .01);

    private static readonly Option<double> Threshold = Number("--threshold", "Height of the sum, in nats (cusum).", 5);

    private static readonly Option<int> MinGolds = new("--min-golds") { Description = "Golds before the first decision (classic).", DefaultValueFactory = _ => 5 };

    private static readonly Option<double> MinAccuracy = Number("--min-accuracy", "Share of right answers below which to flag (classic).", .6);

    private static readonly Option<double> AShare = Number("--a-share", "Share of golds whose answer is A: how often who always answers A is right.", .5);

    private static readonly Option<int> Tasks = new("--tasks") { Description = "Tasks within which nine of ten random clickers should be noticed.", DefaultValueFactory = _ => 250 };

    private static readonly Option<int> Annotators = new("--annotators") { Description = "Annotators who answer that many tasks.", DefaultValueFactory = _ => 10 };

    private static readonly Option<int> Cap = new("--cap") { Description = "The most annotators that may see one gold.", DefaultValueFactory = _ => 10 };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Create()
    {
        var command = new Command("gold", "Delays until random, coin and constant annotators are noticed, the chance that honest ones are, and the golds that it takes.")
        {
            Rule, Rate, Accuracy, Notice, Alpha, Threshold, MinGolds, MinAccuracy, AShare, Tasks, Annotators, Cap, Json,
        };
        command.SetGuardedAction(async (parsed, ct) =>
        {
            var report = await Task.Run(() => PlanErrors.Guarded(() => Report(parsed)), ct).WaitAsync(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync((parsed.GetValue(Json) ? report.ToJsonString(MetricsCommand.Json) : Table(report)).AsMemory(), ct);
            return CommandActions.Done;
        });
        return command;
    }

    private static JsonObject Report(ParseResult parsed)
    {
        QualityRule rule = parsed.GetRequiredValue(Rule) switch
        {
            "classic" => new QualityRule.Classic(parsed.GetValue(MinGolds), parsed.GetValue(MinAccuracy)),
            "cusum" => new QualityRule.Cusum(parsed.GetValue(Accuracy), parsed.GetValue(Notice), parsed.GetValue(Threshold)),
            _ => new QualityRule.Sprt(parsed.GetValue(Accuracy), parsed.GetValue(Notice), parsed.GetValue(Alpha)),
        };
        var rate = parsed.GetValue(Rate);
        (string Who, double Accuracy)[] people =
        [
            ("random clicker", 2.0 / PreferenceLevels.Count), ("coin", .5), ("constant", parsed.GetValue(AShare)),
            .. HonestAccuracies.Select(accuracy => ("honest", accuracy)),
        ];
        var needed = GoldPlan.RateFor(OperatingCharacteristic.Of(rule, people[0].Accuracy), .9, parsed.GetValue(Tasks));
        return new JsonObject
        {
            ["rule"] = JsonSerializer.SerializeToNode(rule),
            ["gold_rate"] = rate,
            ["horizon_golds"] = OperatingCharacteristic.Of(rule, .5).Horizon,
            ["annotators"] = new JsonArray([.. people.Select(one => (JsonNode)Row(one.Who, OperatingCharacteristic.Of(rule, one.Accuracy), rate))]),
            ["tasks"] = parsed.GetValue(Tasks),
            ["gold_rate_for_random_clickers"] = needed.Value,
            ["gold_rate_reason"] = needed.Reason,
            ["gold_pool"] = GoldPlan.PoolFor(parsed.GetValue(Tasks), parsed.GetValue(Annotators), rate, parsed.GetValue(Cap)),
        };
    }

    private static JsonObject Row(string who, OperatingCharacteristic one, double rate) => new()
    {
        ["who"] = who,
        ["accuracy"] = one.Accuracy,
        ["ever"] = one.Ever,
        ["golds_median"] = (int?)one.GoldsUntil(.5).Value,
        ["golds_90"] = (int?)one.GoldsUntil(.9).Value,
        ["tasks_median"] = (int?)one.TasksUntil(.5, rate).Value,
        ["tasks_90"] = (int?)one.TasksUntil(.9, rate).Value,
    };

    private static string Table(JsonObject report) => string.Join('\n',
    [
        Invariant($"{string.Join(", ", report["rule"]!.AsObject().Select(one => $"{one.Key.TrimStart('$')} {one.Value}"))}, {(double)report["gold_rate"]!:P1} golds; – is never within {(int)report["horizon_golds"]!:N0} golds"),
        $"{"who",-15} {"accuracy",8} {"ever",7} {"golds 50 %",11} {"golds 90 %",11} {"tasks 50 %",11} {"tasks 90 %",11}",
        .. report["annotators"]!.AsArray().Select(row => Invariant(
            $"{row!["who"],-15} {(double)row["accuracy"]!,8:.00} {(double)row["ever"]!,7:.0000} {Cell(row["golds_median"])} {Cell(row["golds_90"])} {Cell(row["tasks_median"])} {Cell(row["tasks_90"])}")),
        report["gold_rate_for_random_clickers"] is { } needed
            ? Invariant($"Nine of ten random clickers within {report["tasks"]} tasks: {(double)needed:P1} golds.")
            : Invariant($"Nine of ten random clickers within {report["tasks"]} tasks: {report["gold_rate_reason"]}"),
        Invariant($"Golds needed for {report["tasks"]} tasks each: {report["gold_pool"]}."),
    ]);

    private static string Cell(JsonNode? golds) => Invariant($"{(golds is null ? "–" : ((int)golds).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)),11}");

    private static Option<double> Number(string name, string description, double usual) => new(name) { Description = description, DefaultValueFactory = _ => usual };
}
