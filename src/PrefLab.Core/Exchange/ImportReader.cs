namespace PrefLab.Core.Exchange;

/// <summary>Reads a file row by row: lines, format, strict JSON, rules. What is wrong goes into the problems; what is right comes out one by one.</summary>
internal sealed class ImportReader(Stream text, ImportFormat? wanted, FieldMap map, RowDefaults defaults, ImportLimits limits, ProblemList problems) : IDisposable
{
    private readonly LineReader lines = new(text, limits.LineBytes);
    private readonly Row row = new();
    private RowParser? parser;
    private RowShaper? shaper;

    public ImportFormat? Format { get; private set; } = wanted;

    /// <summary>Lines read that are not empty.</summary>
    public int Rows { get; private set; }

    public long Line => lines.Number;

    /// <summary>The comparison last read; valid until the next.</summary>
    public ComparisonDraft Draft => shaper!.Draft;

    /// <summary>Goes on to the next row without errors.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ImportRefusedException">The rest cannot be read, or the format is not recognised.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        while (await lines.ReadAsync(ct))
        {
            if (TakeLine())
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        parser?.Dispose();
        shaper?.Dispose();
    }

    private bool TakeLine()
    {
        if (lines.IsTooLong)
        {
            Rows++;
            problems.Error(lines.Number, null, FormattableString.Invariant($"The line is longer than {limits.LineBytes:N0} bytes."));
            return false;
        }

        if (lines.Line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return false;
        }

        Rows++;
        if (Format is null)
        {
            Recognise();
        }

        if (Format is not { } format)
        {
            return false;
        }

        parser ??= new RowParser(format, map, problems);
        shaper ??= new RowShaper(format, map, defaults, problems);
        return parser.Parse(lines.Line, lines.Number, row) && shaper.Shape(row);
    }

    private void Recognise()
    {
        Format = FormatDetector.Detect(lines.Line.Span, map, out var problem, out var keys);
        if (problem is not null)
        {
            // Wrong in every format; the next row may tell.
            problems.Error(lines.Number, null, problem);
        }
        else if (Format is null)
        {
            throw new ImportRefusedException(FormatDetector.Unrecognised(keys));
        }
    }
}
