namespace PrefLab.Cli.Simulate;

/// <summary>Who is simulated: names that say how they answer.</summary>
public static class Cast
{
    private static readonly string[] GivenNames =
    [
        "Ada", "Grace", "Emmy", "Alan", "Rex", "Mary", "Lou", "Sofia", "Carl", "Kurt", "Dora", "Max",
        "Ida", "Hugo", "Vera", "Omar", "Nina", "Ravi", "Lena", "Theo", "Mei", "Ines", "Paul", "Zoe",
    ];

    public static IReadOnlyList<Role> Draw(int people, IReadOnlyList<SimulatedKind> kinds) =>
        [.. Enumerable.Range(0, people).Select(index => new Role(NameOf(index, kinds[index % kinds.Count]), kinds[index % kinds.Count]))];

    private static string NameOf(int index, SimulatedKind kind)
    {
        var round = index / GivenNames.Length;
        var number = round == 0 ? "" : FormattableString.Invariant($" {round + 1}");
        return $"{char.ToUpperInvariant(kind.Name[0])}{kind.Name[1..]} {GivenNames[index % GivenNames.Length]}{number}";
    }

    public sealed record Role(string Name, SimulatedKind Kind);
}
