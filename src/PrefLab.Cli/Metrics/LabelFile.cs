using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Labels of a file with the columns item, worker and label, and, where given, the true categories of some items.</summary>
/// <param name="Table">Items and workers in the order of their names, numbers by their value.</param>
/// <param name="Items">Names by index.</param>
/// <param name="Workers">Names by index.</param>
/// <param name="Truth">True categories by index of the item; empty without a file of them.</param>
internal sealed record LabelFile(RatingTable Table, IReadOnlyList<string> Items, IReadOnlyList<string> Workers, IReadOnlyDictionary<int, int> Truth)
{
    /// <param name="classes">Number of categories; null for as many as the highest label asks for.</param>
    /// <exception cref="CommandException">A file cannot be read as labels; names the file and the line.</exception>
    public static LabelFile Read(FileInfo labels, FileInfo? truth, int? classes)
    {
        var rows = Rows(labels, 3, "item,worker,label")
            .Select(row => (Item: row.Fields[0], Worker: row.Fields[1], Label: Category(labels, row.Line, row.Fields[2], classes)))
            .ToList();
        if (rows.Count == 0)
        {
            throw new CommandException($"{labels.Name} has no labels.");
        }

        var (items, workers) = (Indexed(rows.Select(row => row.Item)), Indexed(rows.Select(row => row.Worker)));
        var categories = classes ?? Math.Max(rows.Max(row => row.Label) + 1, 2);
        var table = RatingTable.FromColumns(
            [.. rows.Select(row => items[row.Item])], [.. rows.Select(row => workers[row.Worker])], [.. rows.Select(row => row.Label)],
            items.Count, workers.Count, categories);
        var known = truth is null
            ? []
            : Rows(truth, 2, "item,truth").Where(row => items.ContainsKey(row.Fields[0]))
                .ToDictionary(row => items[row.Fields[0]], row => Category(truth, row.Line, row.Fields[1], categories));
        return new LabelFile(table, [.. items.Keys], [.. workers.Keys], known);
    }

    private static IEnumerable<(int Line, string[] Fields)> Rows(FileInfo file, int columns, string heading)
    {
        var line = 1;
        foreach (var text in File.ReadLines(file.FullName).Skip(1))
        {
            line++;
            if (text.Length == 0)
            {
                continue;
            }

            var fields = text.Split(',');
            yield return fields.Length >= columns
                ? (line, fields)
                : throw new CommandException($"{file.Name} line {line}: {fields.Length} columns; {heading} are needed.");
        }
    }

    private static int Category(FileInfo file, int line, string text, int? classes)
    {
        var most = classes ?? RatingTable.MaxCategories;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var category) && category < most
            ? category
            : throw new CommandException($"{file.Name} line {line}: \"{text}\" is not a class from 0 to {most - 1}.");
    }

    private static Dictionary<string, int> Indexed(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal)
        .OrderBy(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue)
        .ThenBy(name => name, StringComparer.Ordinal)
        .Select((name, index) => (name, index))
        .ToDictionary(one => one.name, one => one.index, StringComparer.Ordinal);
}
