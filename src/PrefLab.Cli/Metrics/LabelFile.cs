using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Labels of a file with the columns item, worker and label, and, where given, the true categories of some items.</summary>
/// <param name="File">Where the labels come from.</param>
/// <param name="Table">Items and workers in the order of their names, numbers by their value.</param>
/// <param name="Items">Names by index.</param>
/// <param name="Workers">Names by index.</param>
/// <param name="Truth">True categories by index of the item; empty without a file of them.</param>
/// <param name="UnknownTruths">Items of the file of truths that nobody has labelled.</param>
internal sealed record LabelFile(
    FileInfo File, RatingTable Table, IReadOnlyList<string> Items, IReadOnlyList<string> Workers, IReadOnlyDictionary<int, int> Truth, int UnknownTruths)
{
    /// <param name="classes">Number of categories; null for as many as the highest label asks for.</param>
    /// <exception cref="CommandException">A file cannot be read as labels; names the file, the line and the column.</exception>
    public static LabelFile Read(FileInfo labels, FileInfo? truth, int? classes)
    {
        var (items, workers) = (new NameIndex(), new NameIndex());
        var (comparisons, annotators, categories) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var (line, fields) in CsvRows.Read(labels, "item", "worker", "label"))
        {
            categories.Add(Category(labels, line, "label", fields[2], classes ?? RatingTable.MaxCategories));
            comparisons.Add(items.Add(fields[0]));
            annotators.Add(workers.Add(fields[1]));
        }

        if (categories.Count == 0)
        {
            throw new CommandException($"{labels.Name} has no labels below its heading.");
        }

        var (itemNames, itemPlaces) = items.InOrder();
        var (workerNames, workerPlaces) = workers.InOrder();
        var table = RatingTable.FromColumns(
            [.. comparisons.Select(item => itemPlaces[item])], [.. annotators.Select(worker => workerPlaces[worker])], [.. categories],
            items.Count, workers.Count, classes ?? Math.Max(categories.Max() + 1, 2));
        var (known, unknown) = truth is null ? ([], 0) : Truths(truth, itemNames, table.Categories);
        return new LabelFile(labels, table, itemNames, workerNames, known, unknown);
    }

    private static (Dictionary<int, int> Known, int Unknown) Truths(FileInfo file, string[] items, int classes)
    {
        var indices = items.Select((item, index) => (item, index)).ToDictionary(one => one.item, one => one.index, StringComparer.Ordinal);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var truths = new Dictionary<int, int>();
        foreach (var (line, fields) in CsvRows.Read(file, "item", "truth"))
        {
            if (!lines.TryAdd(fields[0], line))
            {
                throw new CommandException($"{file.Name} line {line}, column item: \"{CsvRows.Shown(fields[0])}\" has a truth in line {lines[fields[0]]} already.");
            }

            var category = Category(file, line, "truth", fields[1], classes);
            if (indices.TryGetValue(fields[0], out var item))
            {
                truths.Add(item, category);
            }
        }

        return truths.Count > 0
            ? (truths, lines.Count - truths.Count)
            : throw new CommandException($"{file.Name}: none of its {lines.Count} items has a label.");
    }

    private static int Category(FileInfo file, long line, string column, string text, int classes) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var category) && category < classes
            ? category
            : throw new CommandException($"{file.Name} line {line}, column {column}: \"{CsvRows.Shown(text)}\" is not a class from 0 to {classes - 1}.");
}
