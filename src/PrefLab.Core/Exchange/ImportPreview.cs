using System.Text;

namespace PrefLab.Core.Exchange;

/// <param name="Chosen">Which response the file prefers, when it says.</param>
public sealed record PreviewRow(string ExternalId, string Prompt, bool PromptIsChat, string ResponseA, string ResponseB, string? Chosen, string? Gold);

/// <summary>What the beginning of a file looks like before anything is stored.</summary>
/// <param name="Refusal">Why the file as a whole cannot be imported; null when it can.</param>
/// <param name="Keys">The keys of the first row.</param>
public sealed record ImportPreview(
    ImportFormat? Format, string? Refusal, IReadOnlyList<string> Keys, IReadOnlyList<PreviewRow> Rows,
    IReadOnlyList<ImportProblem> Errors, IReadOnlyList<ImportProblem> Warnings)
{
    /// <summary>How much of a file is sent ahead.</summary>
    public const int Bytes = 256 * 1024;

    private const int MaxRows = 3;
    private const int MaxChecked = 50;
    private const int Excerpt = 600;

    /// <param name="beginning">At most the first <see cref="Bytes"/> of the file.</param>
    /// <param name="isWhole">Whether that is all of it; otherwise its last line is cut off and says nothing.</param>
    public static async Task<ImportPreview> ReadAsync(byte[] beginning, bool isWhole, ImportFormat? format, FieldMap map, int overlap, bool tiesAllowed, CancellationToken ct)
    {
        var problems = new ProblemList();
        List<PreviewRow> rows = [];
        IReadOnlyList<string> keys = [];
        try
        {
            keys = await KeysAsync(beginning, map, ct);
            await using var text = await ImportStream.OpenAsync(new MemoryStream(beginning), new ImportLimits(), ct);
            using var reader = new ImportReader(text, format, map, new RowDefaults(overlap, tiesAllowed), new ImportLimits(), problems);
            while (reader.Rows < MaxChecked && await ReadSoFarAsync(reader, isWhole, ct))
            {
                if (rows.Count < MaxRows)
                {
                    rows.Add(Show(reader.Draft));
                }
            }

            var cutOff = isWhole || reader.Rows >= MaxChecked ? 0 : reader.Line;
            var errors = problems.Errors.Where(error => error.Line != cutOff || cutOff == 0).ToList();
            return new ImportPreview(reader.Format, reader.Rows == 0 ? "The file has no rows." : null, keys, rows, errors, problems.Warnings);
        }
        catch (ImportRefusedException refused)
        {
            return new ImportPreview(null, refused.Message, keys, rows, [], []);
        }
    }

    /// <summary>The beginning of a gzip file ends in the middle of its data.</summary>
    private static async ValueTask<bool> ReadSoFarAsync(ImportReader reader, bool isWhole, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(ct);
        }
        catch (ImportRefusedException) when (!isWhole && reader.Rows > 0 && reader.Format is not null)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(byte[] beginning, FieldMap map, CancellationToken ct)
    {
        await using var text = await ImportStream.OpenAsync(new MemoryStream(beginning), new ImportLimits(), ct);
        var lines = new LineReader(text, new ImportLimits().LineBytes);
        while (await lines.ReadAsync(ct))
        {
            FormatDetector.Detect(lines.Line.Span, map, out var problem, out var keys);
            if (problem is null)
            {
                return keys;
            }
        }

        return [];
    }

    private static PreviewRow Show(ComparisonDraft draft) => new(
        Cut(draft.ExternalId), Cut(draft.Prompt), draft.PromptIsChat, Cut(draft.ResponseA), Cut(draft.ResponseB),
        draft.ImportedLabels is { } labels ? labels.Span.IndexOf("\"A>"u8) >= 0 ? "A" : labels.Span.IndexOf("\"B>"u8) >= 0 ? "B" : null : null,
        draft.Gold?.ToString());

    private static string Cut(ReadOnlyMemory<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8.Span[..Math.Min(utf8.Length, Excerpt * 4)]);
        return text.Length <= Excerpt ? text : text[..(char.IsHighSurrogate(text[Excerpt - 1]) ? Excerpt - 1 : Excerpt)] + "…";
    }
}
