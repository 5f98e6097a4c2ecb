using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>What the rules do to a sequence of answers to golds; the numbers of a rule are in the name of its value.</summary>
internal static partial class GoldCase
{
    private static readonly string[] Usual =
    [
        "classic_rule_first_flag", "sprt_p0=0.8_p1=0.5_alpha=0.01", "sprt_p0=0.8_p1=0.5_alpha=0.05", "sprt_p0=0.75_p1=0.5_alpha=0.01",
        "cusum_p0=.8_p1=.5_h=5_first_flag",
    ];

    public static JsonObject Of(CaseInput input)
    {
        bool[] outcomes = [.. input.List(input.Fields["gold_outcomes"], "gold_outcomes")
            .Select((outcome, i) => input.Whole(outcome, $"gold_outcomes[{i}]", 0, 1) == 1)];
        var expected = input.Object("expected");
        var keys = (expected?.Select(pair => pair.Key) ?? Usual).ToList();
        return new JsonObject(keys.Select(key => KeyValuePair.Create(key, Value(input, key, expected?[key] as JsonObject, outcomes))));
    }

    private static JsonNode? Value(CaseInput input, string key, JsonObject? asked, bool[] outcomes)
    {
        try
        {
            return key switch
            {
                "classic_rule_first_flag" => Run(new QualityRule.Classic(), outcomes).FirstFlag,
                _ when Cusum().Match(key) is { Success: true } found =>
                    Run(new QualityRule.Cusum(Number(found, "p0"), Number(found, "p1"), Number(found, "h")), outcomes).FirstReview,
                _ when Sprt().Match(key) is { Success: true } found =>
                    Sequential(input, key, asked, new QualityRule.Sprt(Number(found, "p0"), Number(found, "p1"), Number(found, "alpha")), outcomes),
                _ => throw input.Error($"expected.{CsvRows.Shown(key)}", "no such rule is known."),
            };
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw input.Error($"expected.{CsvRows.Shown(key)}", problem.Message.Split(" (Parameter")[0]);
        }
    }

    private static JsonObject Sequential(CaseInput input, string key, JsonObject? asked, QualityRule.Sprt rule, bool[] outcomes)
    {
        var values = asked?.Select(pair => pair.Key).ToList() ?? ["first_flag", "llr_after_10", "llr_after_150"];
        return new JsonObject(values.Select(value => KeyValuePair.Create<string, JsonNode?>(value, value switch
        {
            "first_flag" => Run(rule, outcomes).FirstFlag,
            _ when After().Match(value) is { Success: true } found && int.TryParse(found.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var golds) =>
                golds <= outcomes.Length ? Run(rule, outcomes[..golds]).Statistic : null,
            _ => throw input.Error($"expected.{key}.{CsvRows.Shown(value)}", "no such value is known."),
        })));
    }

    private static GoldTestState Run(QualityRule rule, bool[] outcomes) => outcomes.Aggregate(default(GoldTestState), rule.Next);

    private static double Number(Match found, string name) =>
        double.TryParse(found.Groups[name].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;

    [GeneratedRegex("^sprt_p0=(?<p0>[0-9.]+)_p1=(?<p1>[0-9.]+)_alpha=(?<alpha>[0-9.]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sprt();

    [GeneratedRegex("^cusum_p0=(?<p0>[0-9.]+)_p1=(?<p1>[0-9.]+)_h=(?<h>[0-9.]+)_first_flag$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Cusum();

    [GeneratedRegex("^llr_after_(?<n>[0-9]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex After();
}
