using System.Globalization;

namespace PrefLab.Cli.Metrics;

/// <summary>Numbers names as they come, and puts them in order at the end: numbers by value, then other names.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    public int Count => indices.Count;

    /// <returns>The index of the name by first appearance.</returns>
    public int Add(string name)
    {
        indices.TryAdd(name, indices.Count);
        return indices[name];
    }

    /// <returns>The names in order, and for each index by first appearance its place in that order.</returns>
    public (string[] Names, int[] Places) InOrder()
    {
        string[] names = [.. indices.Keys
            .OrderBy(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue)
            .ThenBy(name => name, StringComparer.Ordinal)];
        var places = new int[names.Length];
        for (var place = 0; place < names.Length; place++)
        {
            places[indices[names[place]]] = place;
        }

        return (names, places);
    }
}
