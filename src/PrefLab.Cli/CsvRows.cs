using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace PrefLab.Cli;

/// <summary>Reads a CSV file with a heading by the names of its columns, in any order; columns that nobody asks for are passed over.</summary>
internal static class CsvRows
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
        PoolStrings = true,
        TrackLineNumbers = true,
    };

    /// <returns>The line of each row and its fields, in the order of <paramref name="columns"/>.</returns>
    /// <exception cref="CommandException">The file is no such CSV; names the file, the line and the column.</exception>
    public static IEnumerable<(long Line, string[] Fields)> Read(FileInfo file, params string[] columns)
    {
        using var text = new StreamReader(file.FullName, Strict);
        using var reader = CsvReader.Create(text, Options);
        var places = Guarded(file, () => Places(reader, file, columns));
        while (Guarded(file, reader.Read))
        {
            var line = reader.LineNumber;
            if (reader.FieldCount != reader.Headers.Count)
            {
                throw new CommandException($"{file.Name} line {line}: {reader.FieldCount} fields where the heading has {reader.Headers.Count}.");
            }

            var fields = new string[places.Length];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(places[i]);
                if (fields[i].Length == 0)
                {
                    throw new CommandException($"{file.Name} line {line}, column {columns[i]}: there is nothing.");
                }
            }

            yield return (line, fields);
        }
    }

    private static int[] Places(CsvReader reader, FileInfo file, string[] columns)
    {
        string[] heading = [.. reader.Headers];
        return heading.Length == 0
            ? throw new CommandException($"{file.Name} is empty; a heading with {string.Join(',', columns)} is needed.")
            : [.. columns.Select(column => Find(heading, column, file))];
    }

    private static T Guarded<T>(FileInfo file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{file.Name} line {FirstLineThatIsNoText(file)}: not UTF-8 text.");
        }
        catch (CsvFormatException problem)
        {
            throw new CommandException($"{file.Name}: {problem.Message}");
        }
    }

    private static int FirstLineThatIsNoText(FileInfo file) =>
        1 + File.ReadLines(file.FullName, Encoding.Latin1).TakeWhile(line => Utf8.IsValid(Encoding.Latin1.GetBytes(line))).Count();

    private static int Find(string[] heading, string column, FileInfo file) => Array.IndexOf(heading, column) is var place and >= 0
        ? Array.LastIndexOf(heading, column) == place ? place : throw new CommandException($"{file.Name} line 1: there are two columns {column}.")
        : throw new CommandException($"{file.Name} line 1: there is no column {column}; the heading is \"{Shown(string.Join(',', heading))}\".");

    /// <summary>The beginning of a text that may be anything.</summary>
    public static string Shown(string text)
    {
        const int Most = 60;
        var plain = string.Concat(text.Take(Most).Select(character => char.IsControl(character) ? '·' : character));
        return text.Length > Most ? plain + "…" : plain;
    }
}
