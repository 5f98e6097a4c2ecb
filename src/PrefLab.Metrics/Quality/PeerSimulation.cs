namespace PrefLab.Metrics;

/// <summary>
/// Seeded annotators at work beside honest peers, for what a <see cref="PeerTest"/> does in a project. Four comparisons in five have a better
/// response, A or B alike; golds always have. An honest annotator of skill s perceives the true direction with probability s and else either other
/// one alike, and answers by a style.
/// </summary>
public static class PeerSimulation
{
    /// <summary>The delay of an annotator who is not flagged.</summary>
    public const double Never = double.PositiveInfinity;

    /// <summary>Evidence for honesty from which nobody comes back: once in 10¹⁵ where the test's model holds, once in 10⁷ in the worst world here.</summary>
    private const double Cleared = -30;

    private static readonly double[] Skills = [.80, .85, .90, .95];

    /// <summary>Gets the styles whose answers do not depend on the truth.</summary>
    public static IReadOnlyList<AnswerStyle> Clickers { get; } =
        [AnswerStyle.Random, AnswerStyle.Coin, AnswerStyle.ConstantA, AnswerStyle.ConstantLeft, AnswerStyle.ConstantTie];

    /// <summary>Gets the styles of honest people, which are those of the peers.</summary>
    public static IReadOnlyList<AnswerStyle> Honest { get; } =
        [AnswerStyle.Plain, AnswerStyle.NoTies, AnswerStyle.OnlyStrong, AnswerStyle.OnlyWeak, AnswerStyle.ManyTies];

    /// <summary>What annotators work in.</summary>
    /// <param name="GoldRate">Probability that a task is a gold, in [0, 1].</param>
    /// <param name="Peers">Labels of others on an ordinary comparison, ≥ 0; honest people of any style, skill .80 to .95.</param>
    /// <param name="BadPeers">Share of the others' labels that are random clicks, in [0, 1].</param>
    public sealed record World(double GoldRate = .10, int Peers = 2, double BadPeers = 0);

    /// <summary>Simulates annotators until they are flagged, or clear for good, or have done all tasks.</summary>
    /// <param name="test">The test.</param>
    /// <param name="world">What they work in.</param>
    /// <param name="style">How they answer.</param>
    /// <param name="skill">Probability of the true direction, in [0, 1], of an honest style; the others have none.</param>
    /// <param name="annotators">How many, N ≥ 1.</param>
    /// <param name="tasks">Tasks of each, T ≥ 1.</param>
    /// <param name="seed">The seed; the same one gives the same delays.</param>
    /// <returns>N delays: the number of the task, from 1, after which the annotator is flagged, or <see cref="Never"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(N·T); about .2 µs a task.</remarks>
    public static double[] Delays(PeerTest test, World world, AnswerStyle style, double skill, int annotators, int tasks, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfLessThan(annotators, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        ThrowIfNotShare(skill, nameof(skill));
        ThrowIfNotShare(world.GoldRate, nameof(world));
        ThrowIfNotShare(world.BadPeers, nameof(world));
        ArgumentOutOfRangeException.ThrowIfNegative(world.Peers, nameof(world));
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
                state = test.Next(state, Answer(style, skill, truth, leftIsA, random), leftIsA, belief);
            }

            delays[annotator] = state.FirstFlag ?? Never;
        }

        return delays;
    }

    /// <summary>Finds after how many tasks a share of annotators is flagged.</summary>
    /// <param name="delays">The delays of N annotators, N ≥ 1.</param>
    /// <param name="share">The share, in (0, 1].</param>
    /// <returns>A number of tasks, or <see cref="Never"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no delays, or the share is outside (0, 1].</exception>
    /// <remarks>O(N log N).</remarks>
    public static double Quantile(double[] delays, double share)
    {
        ArgumentNullException.ThrowIfNull(delays);
        ArgumentOutOfRangeException.ThrowIfZero(delays.Length, nameof(delays));
        ThrowIfNotShare(share, nameof(share));
        ArgumentOutOfRangeException.ThrowIfZero(share);
        return delays.Order().ElementAt((int)Math.Ceiling(share * delays.Length) - 1);
    }

    /// <summary>Answers one comparison.</summary>
    /// <param name="style">How to answer.</param>
    /// <param name="skill">Probability of the true direction, in [0, 1], of an honest style; the others have none.</param>
    /// <param name="truth">Which response is better.</param>
    /// <param name="leftIsA">Whether response A is displayed on the left.</param>
    /// <param name="seed">The seed; the same one gives the same answer.</param>
    /// <returns>The answer, on responses A and B.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The skill is outside its range, or there is no such style.</exception>
    /// <remarks>O(1).</remarks>
    public static Preference Answer(AnswerStyle style, double skill, Direction truth, bool leftIsA, ulong seed)
    {
        ThrowIfNotShare(skill, nameof(skill));
        return Answer(style, skill, truth, leftIsA, new SplitMix64(seed));
    }

    internal static Preference Answer(AnswerStyle style, double skill, Direction truth, bool leftIsA, SplitMix64 random) => style switch
    {
        AnswerStyle.Random => (Preference)(int)(5 * random.NextDouble()),
        AnswerStyle.Coin => random.NextDouble() < .5 ? Preference.ABetter : Preference.BBetter,
        AnswerStyle.ConstantA => Preference.ABetter,
        AnswerStyle.ConstantLeft => Preference.FromDisplayed(1, leftIsA),
        AnswerStyle.ConstantTie => Preference.Tie,
        AnswerStyle.Plain => Level(Perceived(truth, skill, random), random.NextDouble() < .5),
        AnswerStyle.NoTies => Level(WithoutTie(Perceived(truth, skill, random), random), random.NextDouble() < .5),
        AnswerStyle.NoTiesErrorsOpposite => Level(Opposite(truth, skill, random), strong: false),
        AnswerStyle.TrueTiesErrorsOpposite => Level(random.NextDouble() < skill ? truth : WithoutTie((Direction)(2 - (int)truth), random), strong: false),
        AnswerStyle.TiesAtRandom => random.NextDouble() < .2 ? Preference.Tie : Level(WithoutTie(Perceived(truth, skill, random), random), strong: false),
        AnswerStyle.OnlyStrong => Level(Perceived(truth, skill, random), strong: true),
        AnswerStyle.OnlyWeak => Level(Perceived(truth, skill, random), strong: false),
        AnswerStyle.ManyTies => random.NextDouble() < .4 ? Preference.Tie : Level(Perceived(truth, skill, random), random.NextDouble() < .5),
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "No such style."),
    };

    private static void ThrowIfNotShare(double share, string parameter)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(parameter, share, "A share lies between 0 and 1.");
        }
    }

    private static TruthBelief Belief(World world, Direction truth, SplitMix64 random)
    {
        var labels = new int[3];
        for (var peer = 0; peer < world.Peers; peer++)
        {
            var style = random.NextDouble() < world.BadPeers ? AnswerStyle.Random : Honest[(int)(Honest.Count * random.NextDouble())];
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
