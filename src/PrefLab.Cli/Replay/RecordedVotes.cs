using System.Runtime.CompilerServices;

namespace PrefLab.Cli.Replay;

/// <summary>Reads recorded votes: a CSV file with a heading. Fields may be quoted; a field that holds a line end is not supported.</summary>
public static class RecordedVotes
{
    /// <exception cref="CommandException">The file, a column or a field is missing.</exception>
    public static async IAsyncEnumerable<RecordedVote> ReadAsync(
        FileInfo file, VoteColumns columns, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file.FullName}.");
        }

        using var reader = file.OpenText();
        var heading = Split(await reader.ReadLineAsync(ct) ?? "");
        var item = Find(heading, columns.Item, file);
        var annotator = Find(heading, columns.Annotator, file);
        var label = columns.Label is null ? -1 : Find(heading, columns.Label, file);
        for (var number = 2; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var fields = Split(line);
            if (fields.Count != heading.Count)
            {
                throw new CommandException(FormattableString.Invariant(
                    $"{file.Name}, line {number}: {fields.Count} fields where the heading has {heading.Count}."));
            }

            yield return new RecordedVote(fields[item], fields[annotator], label < 0 ? "" : fields[label]);
        }
    }

    private static int Find(List<string> heading, string column, FileInfo file) => heading.IndexOf(column) is var index and >= 0
        ? index
        : throw new CommandException($"{file.Name} has no column \"{column}\"; it has {string.Join(", ", heading)}.");

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (quoted && character == '"' && index + 1 < line.Length && line[index + 1] == '"')
            {
                field.Append('"');
                index++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
