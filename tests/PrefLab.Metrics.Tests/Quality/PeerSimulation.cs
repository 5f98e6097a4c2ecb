namespace PrefLab.Metrics.Tests;

/// <summary>
/// Seeded annotators of every kind at work beside honest peers. Four comparisons in five have a better response, A or B alike; golds always have.
/// An honest annotator of skill s perceives the true direction with probability s and else either other one, and answers by a style.
/// </summary>
internal static class PeerSimulation
{
    public const double Never = double.PositiveInfinity;

    /// <summary>Evidence for honesty from which nobody comes back: once in 10¹⁵ where the test's model holds, once in 10⁷ in the worst world here.</summary>
    private const double Cleared = -30;

    public static readonly string[] Clickers = ["random", "coin", "constant A", "constant left", "constant tie"];

    public static readonly string[] Styles = ["plain", "no ties", "only strong", "only weak", "many ties"];

    private static readonly double[] Skills = [.80, .85, .90, .95];

    /// <param name="Peers">Labels of others on an ordinary comparison.</param>
    /// <param name="BadPeers">Share of the others' labels that are random clicks.</param>
    public sealed record World(double GoldRate = .10, int Peers = 2, double BadPeers = 0);

    /// <summary>Gives the number of the task after which each annotator is flagged, or <see cref="Never"/>.</summary>
    public static double[] Delays(PeerTest test, World world, string kind, double skill, int annotators, int tasks, ulong seed)
    {
        var random = new SplitMix64(seed);
        var delays = new double[annotators];
        for (var annotator = 0; annotator < annotators; annotator++)
        {
            var state = default(PeerTestState);
            for (var task = 0; task < tasks && state.FirstFlag is null && !(task % 16 == 0 && PeerTest.Evidence(state) < Cleared); task++)
            {
                var isGold = random.NextDouble() < world.GoldRate;
                var truth = Truth(random, isGold);
                var belief = isGold ? TruthBelief.Known(truth) : Belief(world, truth, random);
                var leftIsA = random.NextDouble() < .5;
                state = test.Next(state, Answer(kind, skill, truth, leftIsA, random), leftIsA, belief);
            }

            delays[annotator] = state.FirstFlag ?? Never;
        }

        return delays;
    }

    public static double Quantile(double[] delays, double q) => delays.Order().ElementAt((int)Math.Ceiling(q * delays.Length) - 1);

    public static double Flagged(double[] delays) => delays.Count(double.IsFinite) / (double)delays.Length;

    public static Preference Answer(string kind, double skill, Direction truth, bool leftIsA, SplitMix64 random) => kind switch
    {
        "random" => (Preference)(int)(5 * random.NextDouble()),
        "coin" => random.NextDouble() < .5 ? Preference.ABetter : Preference.BBetter,
        "constant A" => Preference.ABetter,
        "constant left" => Preference.FromDisplayed(1, leftIsA),
        "constant tie" => Preference.Tie,
        "plain" => Level(Perceived(truth, skill, random), random.NextDouble() < .5),
        "no ties" => Level(WithoutTie(Perceived(truth, skill, random), random), random.NextDouble() < .5),
        "no ties, all errors opposite" => Level(Opposite(truth, skill, random), strong: false),
        "ties on true ties only, all errors opposite" => Level(random.NextDouble() < skill ? truth : WithoutTie((Direction)(2 - (int)truth), random), strong: false),
        "ties at random in a fifth" => random.NextDouble() < .2 ? Preference.Tie : Level(WithoutTie(Perceived(truth, skill, random), random), strong: false),
        "only strong" => Level(Perceived(truth, skill, random), strong: true),
        "only weak" => Level(Perceived(truth, skill, random), strong: false),
        "many ties" => random.NextDouble() < .4 ? Preference.Tie : Level(Perceived(truth, skill, random), random.NextDouble() < .5),
        _ => throw new ArgumentException($"No annotator is of the kind '{kind}'.", nameof(kind)),
    };

    private static TruthBelief Belief(World world, Direction truth, SplitMix64 random)
    {
        var labels = new int[3];
        for (var peer = 0; peer < world.Peers; peer++)
        {
            var style = random.NextDouble() < world.BadPeers ? "random" : Styles[(int)(Styles.Length * random.NextDouble())];
            var skill = Skills[(int)(Skills.Length * random.NextDouble())];
            labels[(int)Answer(style, skill, truth, leftIsA: true, random).Direction]++;
        }

        return TruthBelief.FromPeers(labels[0], labels[1], labels[2]);
    }

    private static Direction Truth(SplitMix64 random, bool isGold)
    {
        var isTie = !isGold && random.NextDouble() < .2;
        var isA = random.NextDouble() < .5;
        return isTie ? Direction.Tie : isA ? Direction.A : Direction.B;
    }

    private static Direction Perceived(Direction truth, double skill, SplitMix64 random) => random.NextDouble() < skill
        ? truth
        : (Direction)(((int)truth + (random.NextDouble() < .5 ? 1 : 2)) % 3);

    private static Direction WithoutTie(Direction perceived, SplitMix64 random) =>
        perceived != Direction.Tie ? perceived : random.NextDouble() < .5 ? Direction.A : Direction.B;

    private static Direction Opposite(Direction truth, double skill, SplitMix64 random) => random.NextDouble() < skill
        ? WithoutTie(truth, random)
        : WithoutTie((Direction)(2 - (int)truth), random);

    private static Preference Level(Direction direction, bool strong) => direction switch
    {
        Direction.A => strong ? Preference.AMuchBetter : Preference.ABetter,
        Direction.B => strong ? Preference.BMuchBetter : Preference.BBetter,
        _ => Preference.Tie,
    };
}
