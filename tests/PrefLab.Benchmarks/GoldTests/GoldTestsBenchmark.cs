using System.Diagnostics;
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

    private static readonly double[] AfterDrops = [.50, .40];

    private static readonly AnswerStyle[] RandomKinds = [AnswerStyle.Random, AnswerStyle.Coin];

    public static int Run(int annotators)
    {
        var watch = Stopwatch.StartNew();
        PrintRules();
        PrintDrops(annotators);
        PrintRows(
            $"kind ({annotators:N0} each) | tasks, median | tasks, 90 %",
            PeerSimulation.Clickers.Select(kind => (Name(kind), (Func<IEnumerable<string>>)(() => Clicker(kind, annotators)))));
        PrintRows(
            $"style ({annotators:N0} each, {Tasks:N0} tasks) | skill .80 | .85 | .90 | .95",
            PeerSimulation.Honest.Select(style => (Name(style), (Func<IEnumerable<string>>)(() => Skills.Select(skill =>
                Rate(new PeerTest(), new PeerSimulation.World(GoldRate), style, skill, annotators, $"honest {Name(style)} {skill}"))))));
        PrintAssumptions(annotators);
        Line($"\n{watch.Elapsed.TotalMinutes:0.0} minutes.");
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

    private static void PrintDrops(int annotators)
    {
        QualityRule[] rules = [new QualityRule.Classic(), new QualityRule.Sprt(), new QualityRule.Cusum()];
        Line($"\n| rule ({annotators:N0} annotators) | signals before | to a coin, median | 90 % | to random clicks, median | 90 % |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var rule in rules)
        {
            var name = rule.GetType().Name;
            var drops = AfterDrops.Select(after => DropSimulation.Run(rule, after, annotators, SeedOf.Name($"drop {name} {after}"))).ToArray();
            var delays = drops.SelectMany(drop => new[] { PeerSimulation.Quantile(drop.Delays, .5), PeerSimulation.Quantile(drop.Delays, .9) });
            Line($"| {name} | {100 * drops.Average(drop => drop.FalseAlarms):0.00} % | {string.Join(" | ", delays)} |");
        }
    }

    private static void PrintAssumptions(int annotators)
    {
        const AnswerStyle Opposite = AnswerStyle.NoTiesErrorsOpposite;
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
        (AnswerStyle Style, double Skill)[] honest =
            [
                (AnswerStyle.NoTies, .80), (Opposite, .80), (Opposite, .85), (AnswerStyle.TrueTiesErrorsOpposite, .80), (AnswerStyle.TiesAtRandom, .80),
            ];
        PrintRows(
            $"what differs | random, median / 90 % | coin, median / 90 % | {string.Join(" | ", honest.Select(one => $"{Name(one.Style)}, {Skill(one.Skill)}"))}",
            cases.Select(one => (one.Name, (Func<IEnumerable<string>>)(() =>
            [
                .. RandomKinds
                    .Select(kind => PeerSimulation.Delays(one.Test, one.World, kind, 0, annotators, Tasks, SeedOf.Name($"{one.Name} {Name(kind)}")))
                    .Select(delays => $"{PeerSimulation.Quantile(delays, .5)} / {PeerSimulation.Quantile(delays, .9)}"),
                .. honest.Select(person => Rate(one.Test, one.World, person.Style, person.Skill, annotators, $"{one.Name} {Name(person.Style)} {person.Skill}")),
            ]))));
    }

    private static string[] Clicker(AnswerStyle kind, int annotators)
    {
        var delays = PeerSimulation.Delays(new PeerTest(), new PeerSimulation.World(GoldRate), kind, 0, annotators, Tasks, SeedOf.Name(Name(kind)));
        return [WithLimits(delays, .5), WithLimits(delays, .9)];
    }

    /// <summary>The share of annotators flagged, with the greater distance to its 95 % limits.</summary>
    private static string Rate(PeerTest test, PeerSimulation.World world, AnswerStyle style, double skill, int annotators, string name)
    {
        var flagged = PeerSimulation.Delays(test, world, style, skill, annotators, Tasks, SeedOf.Name(name)).Count(double.IsFinite);
        var limits = WilsonInterval.Of(flagged, annotators, .95);
        var rate = flagged / (double)annotators;
        var error = Math.Max(rate - limits.Lower!.Value, limits.Upper!.Value - rate);
        return string.Create(CultureInfo.InvariantCulture, $"{100 * rate:0.00} ± {100 * error:0.00} %");
    }

    /// <summary>A quantile with the 95 % limits that the order of the delays gives.</summary>
    private static string WithLimits(double[] delays, double q)
    {
        var reach = 1.96 * Math.Sqrt(q * (1 - q) / delays.Length);
        return $"{PeerSimulation.Quantile(delays, q)} ({PeerSimulation.Quantile(delays, q - reach)} to {PeerSimulation.Quantile(delays, q + reach)})";
    }

    private static void PrintRows(string header, IEnumerable<(string Name, Func<IEnumerable<string>> Cells)> rows)
    {
        Line($"\n| {header} |");
        Console.WriteLine(string.Concat(Enumerable.Repeat("|---", header.Split('|').Length)) + "|");
        foreach (var row in rows.ToArray().AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(row => $"| {row.Name} | {string.Join(" | ", row.Cells())} |"))
        {
            Console.WriteLine(row);
        }
    }

    /// <summary>The name in the tables, of which the seeds are hashes.</summary>
    private static string Name(AnswerStyle style) => style switch
    {
        AnswerStyle.ConstantA => "constant A",
        AnswerStyle.ConstantLeft => "constant left",
        AnswerStyle.ConstantTie => "constant tie",
        AnswerStyle.NoTies => "no ties",
        AnswerStyle.OnlyStrong => "only strong",
        AnswerStyle.OnlyWeak => "only weak",
        AnswerStyle.ManyTies => "many ties",
        AnswerStyle.NoTiesErrorsOpposite => "no ties, all errors opposite",
        AnswerStyle.TrueTiesErrorsOpposite => "ties on true ties only, all errors opposite",
        AnswerStyle.TiesAtRandom => "ties at random in a fifth",
        _ => style.ToString().ToLowerInvariant(),
    };

    private static string Skill(double skill) => skill.ToString(".00", CultureInfo.InvariantCulture);

    private static string Whole(Estimate estimate) => estimate.Value?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
