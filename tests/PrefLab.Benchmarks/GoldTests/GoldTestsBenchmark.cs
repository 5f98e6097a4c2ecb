using System.Globalization;
using PrefLab.Metrics;
using PrefLab.Metrics.Tests;

namespace PrefLab.Benchmarks.GoldTests;

/// <summary>The tables of docs/gold-tests.md: what the rules do exactly, and what the test with peers does in simulation.</summary>
public static class GoldTestsBenchmark
{
    private const double GoldRate = .10;

    private const int Tasks = 1_000;

    private static readonly double[] Accuracies = [.95, .90, .85, .80, .70, .60, .50, .40];

    private static readonly double[] Skills = [.80, .85, .90, .95];

    private static readonly string[] RandomKinds = ["random", "coin"];

    public static int Run(int annotators)
    {
        PrintRules();
        PrintClickers(annotators);
        PrintHonest(annotators);
        PrintAssumptions(annotators);
        return 0;
    }

    private static void PrintRules()
    {
        QualityRule[] rules = [new QualityRule.Classic(), new QualityRule.Sprt(), new QualityRule.Cusum()];
        Console.WriteLine("| rule | accuracy | ever in 1,000 golds | golds, median | golds, 90 % | tasks, median | tasks, 90 % |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var rule in rules)
        {
            foreach (var accuracy in Accuracies)
            {
                var found = OperatingCharacteristic.Of(rule, accuracy);
                var delays = new[] { found.GoldsUntil(.5), found.GoldsUntil(.9), found.TasksUntil(.5, GoldRate), found.TasksUntil(.9, GoldRate) };
                Line($"| {rule.GetType().Name} | {accuracy:.00} | {found.Ever:.0000} | {string.Join(" | ", delays.Select(Whole))} |");
            }
        }
    }

    private static void PrintClickers(int annotators)
    {
        Line($"\n| kind ({annotators:N0} each) | tasks, median | tasks, 90 % |");
        Console.WriteLine("|---|---|---|");
        foreach (var kind in PeerSimulation.Clickers)
        {
            var delays = PeerSimulation.Delays(new PeerTest(), new PeerSimulation.World(GoldRate), kind, 0, annotators, Tasks, seed: 1);
            Line($"| {kind} | {PeerSimulation.Quantile(delays, .5)} | {PeerSimulation.Quantile(delays, .9)} |");
        }
    }

    private static void PrintHonest(int annotators)
    {
        Line($"\n| style ({annotators:N0} each, {Tasks:N0} tasks) | skill .80 | .85 | .90 | .95 |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var style in PeerSimulation.Styles)
        {
            var rates = Skills.Select(skill => PeerSimulation.Flagged(
                PeerSimulation.Delays(new PeerTest(), new PeerSimulation.World(GoldRate), style, skill, annotators, Tasks, seed: 2)));
            Line($"| {style} | {string.Join(" | ", rates.Select(rate => rate.ToString("0.00 %", CultureInfo.InvariantCulture)))} |");
        }
    }

    private static void PrintAssumptions(int annotators)
    {
        const string Opposite = "no ties, all errors opposite";
        Line($"\n| what differs | random, median / 90 % | coin, median / 90 % | no ties, .80 | {Opposite}, .80 | the same, .85 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var usual = new PeerTest();
        (string Name, PeerTest Test, PeerSimulation.World World)[] cases =
        [
            ("nothing", usual, new(GoldRate)),
            ("accuracy set to .80", new PeerTest(accuracy: .80), new(GoldRate)),
            ("one label of another", usual, new(GoldRate, Peers: 1)),
            ("four labels of others", usual, new(GoldRate, Peers: 4)),
            ("a fifth of the others' labels are random", usual, new(GoldRate, BadPeers: .2)),
            ("5 % golds", usual, new(.05)),
            ("no peers, only golds", usual, new(1)),
        ];
        foreach (var (name, test, world) in cases)
        {
            var delays = RandomKinds.Select(kind => PeerSimulation.Delays(test, world, kind, 0, annotators, Tasks, seed: 3))
                .Select(found => $"{PeerSimulation.Quantile(found, .5)} / {PeerSimulation.Quantile(found, .9)}");
            var rates = new[] { ("no ties", .80), (Opposite, .80), (Opposite, .85) }
                .Select(honest => PeerSimulation.Flagged(PeerSimulation.Delays(test, world, honest.Item1, honest.Item2, annotators, Tasks, seed: 4)))
                .Select(rate => rate.ToString("0.00 %", CultureInfo.InvariantCulture));
            Line($"| {name} | {string.Join(" | ", delays.Concat(rates))} |");
        }
    }

    private static string Whole(Estimate estimate) => estimate.Value?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
