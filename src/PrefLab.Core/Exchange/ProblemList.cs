namespace PrefLab.Core.Exchange;

/// <summary>All problems are counted, the first are kept.</summary>
internal sealed class ProblemList
{
    public const int MaxListed = 1_000;
    private const int MaxFieldNames = 200;

    private readonly List<ImportProblem> errors = [];
    private readonly List<ImportProblem> warnings = [];
    private readonly Dictionary<string, (long FirstLine, int Rows)> unknownFields = new(StringComparer.Ordinal);
    private int listedWarnings;
    private long unlistedFieldRows;

    public int ErrorCount { get; private set; }

    public int WarningCount => listedWarnings + unknownFields.Count + (unlistedFieldRows > 0 ? 1 : 0);

    public IReadOnlyList<ImportProblem> Errors => errors;

    /// <summary>Unknown fields are one warning a name, however many rows have them.</summary>
    public IReadOnlyList<ImportProblem> Warnings
    {
        get
        {
            List<ImportProblem> all =
            [
                .. unknownFields.Select(pair => new ImportProblem(
                    pair.Value.FirstLine, Shown.Name(pair.Key), $"Not a field of this format; kept in the metadata of {Rows(pair.Value.Rows)}.")),
                .. warnings,
            ];
            if (unlistedFieldRows > 0)
            {
                all.Insert(0, new ImportProblem(0, null, $"More than {MaxFieldNames} different unknown fields; all are kept in the metadata."));
            }

            return all;
        }
    }

    public void Error(long line, string? field, string reason) => Add(errors, ++ErrorCount, new ImportProblem(line, field, reason));

    public void Warning(long line, string? field, string reason) => Add(warnings, ++listedWarnings, new ImportProblem(line, field, reason));

    public void UnknownField(long line, string name)
    {
        if (unknownFields.TryGetValue(name, out var seen))
        {
            unknownFields[name] = seen with { Rows = seen.Rows + 1 };
        }
        else if (unknownFields.Count < MaxFieldNames)
        {
            unknownFields.Add(name, (line, 1));
        }
        else
        {
            unlistedFieldRows++;
        }
    }

    private static string Rows(int count) => count == 1 ? "1 row" : FormattableString.Invariant($"{count} rows");

    private static void Add(List<ImportProblem> list, int count, ImportProblem problem)
    {
        if (count <= MaxListed)
        {
            list.Add(problem);
        }
    }
}
