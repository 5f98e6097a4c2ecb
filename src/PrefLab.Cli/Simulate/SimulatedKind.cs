using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Cli.Simulate;

/// <summary>How a simulated annotator behaves. A closed set; mixtures are made of the others.</summary>
public abstract record SimulatedKind(string Name)
{
    /// <summary>Reads, is right in 95 of 100, and means the strength that it gives.</summary>
    public static SimulatedKind Careful { get; } = new Reader("careful", Accuracy: .95, Strength: .90, CharactersPerSecond: 28);

    /// <summary>Skims, is right in 88 of 100, seldom strong.</summary>
    public static SimulatedKind Fast { get; } = new Reader("fast", Accuracy: .88, Strength: .60, CharactersPerSecond: 70);

    /// <summary>Clicks any of the five.</summary>
    public static SimulatedKind Random { get; } = new Clicker("random");

    public static SimulatedKind Left { get; } = new AlwaysLeft("left");

    /// <summary>Takes a side by chance, and never a tie.</summary>
    public static SimulatedKind Coin { get; } = new Flipper("coin");

    /// <summary>Careful for half of the labels, then random.</summary>
    public static SimulatedKind Drifting { get; } = new Drift("drifting", Careful, Random);

    /// <summary>Fast, and a coin in one of four.</summary>
    public static SimulatedKind Mixed { get; } = new Mixture("mixed", Fast, Coin, .25);

    public static IReadOnlyList<SimulatedKind> All { get; } = [Careful, Fast, Mixed, Random, Left, Coin, Drifting];

    /// <summary>Gets the honest styles of the library's simulation; a skill can follow each, as in <c>no-ties:.85</c>.</summary>
    public static IReadOnlyDictionary<string, AnswerStyle> Styles { get; } = new Dictionary<string, AnswerStyle>(StringComparer.Ordinal)
    {
        ["plain"] = AnswerStyle.Plain,
        ["no-ties"] = AnswerStyle.NoTies,
        ["only-strong"] = AnswerStyle.OnlyStrong,
        ["only-weak"] = AnswerStyle.OnlyWeak,
        ["many-ties"] = AnswerStyle.ManyTies,
    };

    /// <summary>Twelve people as a lead may meet them: eight useful ones, four not.</summary>
    public static IReadOnlyList<SimulatedKind> Usual { get; } =
        [Careful, Fast, Careful, Mixed, Random, Fast, Left, Careful, Coin, Fast, Drifting, Mixed];

    /// <summary>Finds a kind by its name, or an honest style by its name and skill, .90 without one.</summary>
    /// <returns>Null when there is no such kind.</returns>
    public static SimulatedKind? Find(string name)
    {
        var parts = name.Split(':', 2);
        var skill = .90;
        return All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal))
            ?? (Styles.TryGetValue(parts[0], out var style)
                && (parts.Length == 1 || (double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out skill) && skill <= 1))
                    ? new Styled(name, style, skill)
                    : null);
    }

    /// <summary>Right in <paramref name="Accuracy"/> of the directions; of those, with the right strength in <paramref name="Strength"/>.</summary>
    public sealed record Reader(string Name, double Accuracy, double Strength, double CharactersPerSecond) : SimulatedKind(Name);

    /// <summary>Perceives the true direction in <paramref name="Skill"/> of the comparisons, and answers as the library's simulation does.</summary>
    public sealed record Styled(string Name, AnswerStyle Style, double Skill) : SimulatedKind(Name);

    public sealed record Clicker(string Name) : SimulatedKind(Name);

    public sealed record AlwaysLeft(string Name) : SimulatedKind(Name);

    public sealed record Flipper(string Name) : SimulatedKind(Name);

    public sealed record Drift(string Name, SimulatedKind First, SimulatedKind Then) : SimulatedKind(Name);

    public sealed record Mixture(string Name, SimulatedKind Mostly, SimulatedKind Else, double ElseShare) : SimulatedKind(Name);
}
