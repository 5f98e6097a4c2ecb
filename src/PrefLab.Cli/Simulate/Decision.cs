using PrefLab.Metrics;

namespace PrefLab.Cli.Simulate;

/// <summary>What a simulated annotator answers.</summary>
/// <param name="Answer">1 (left much better) to 5 (right much better).</param>
/// <param name="ActiveSeconds">As a browser would count them.</param>
public sealed record Decision(int Answer, double ActiveSeconds);

/// <summary>The rules of the kinds: data in, decision out.</summary>
public static class DecisionRules
{
    private const double ClickSeconds = 2.5;

    /// <summary>Of the honest styles, characters a second.</summary>
    private const double ReadingSpeed = 40;

    /// <param name="truth">With the pair's first response as A.</param>
    /// <param name="answered">Answers given before, of the <paramref name="wanted"/> (null: unknown).</param>
    /// <param name="random">Seeded by person and texts.</param>
    public static Decision Decide(
        SimulatedKind kind, ShownPair pair, Preference truth, int answered, int? wanted, bool tiesAllowed, Random random)
    {
        // Always two draws, so that one kind's needs do not move another's luck.
        var which = random.NextDouble();
        var active = kind switch
        {
            SimulatedKind.Drift drift => answered < (wanted ?? 100) / 2 ? drift.First : drift.Then,
            SimulatedKind.Mixture mixture => which < mixture.ElseShare ? mixture.Else : mixture.Mostly,
            _ => kind,
        };
        var pace = Math.Exp(.35 * Normal(random));
        var answer = active switch
        {
            SimulatedKind.AlwaysLeft => random.NextDouble() < .8 ? 2 : 1,
            SimulatedKind.Clicker => 1 + random.Next(PreferenceLevels.Count),
            SimulatedKind.Flipper => (random.Next(2) == 0 ? Preference.ABetter : Preference.BBetter).ToDisplayed(pair.LeftIsFirst),
            SimulatedKind.Styled styled => PeerSimulation
                .Answer(styled.Style, styled.Skill, truth.Direction, pair.LeftIsFirst, unchecked((ulong)random.NextInt64(long.MaxValue))).ToDisplayed(pair.LeftIsFirst),
            SimulatedKind.Reader reader => Read(reader, truth, random).ToDisplayed(pair.LeftIsFirst),
            _ => throw new InvalidOperationException($"{active.Name} decides nothing itself."),
        };
        var seconds = active switch
        {
            SimulatedKind.Reader { CharactersPerSecond: var speed } => 3 + (pair.Length / speed),
            SimulatedKind.Styled => 3 + (pair.Length / ReadingSpeed),
            _ => ClickSeconds,
        };
        return new Decision(tiesAllowed || answer != 3 ? answer : random.Next(2) == 0 ? 2 : 4, Math.Round(seconds * pace, 1));
    }

    private static Preference Read(SimulatedKind.Reader reader, Preference truth, Random random)
    {
        if (random.NextDouble() >= reader.Accuracy)
        {
            return truth.Direction == Direction.Tie
                ? random.Next(2) == 0 ? Preference.ABetter : Preference.BBetter
                : random.NextDouble() < .4 ? Preference.Tie : truth.Direction == Direction.A ? Preference.BBetter : Preference.ABetter;
        }

        return random.NextDouble() < reader.Strength ? truth : truth switch
        {
            Preference.AMuchBetter => Preference.ABetter,
            Preference.ABetter => Preference.AMuchBetter,
            Preference.BBetter => Preference.BMuchBetter,
            Preference.BMuchBetter => Preference.BBetter,
            _ => truth,
        };
    }

    /// <summary>Box and Muller (1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
