namespace PrefLab.Cli.Replay;

/// <summary>Reads recorded votes: a CSV file with a heading.</summary>
public static class RecordedVotes
{
    /// <exception cref="CommandException">A column or a field is missing; names the line and the column.</exception>
    public static IEnumerable<RecordedVote> Read(FileInfo file, VoteColumns columns)
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file.FullName}.");
        }

        string[] names = columns.Label is { } label ? [columns.Item, columns.Annotator, label] : [columns.Item, columns.Annotator];
        return CsvRows.Read(file, names).Select(row => new RecordedVote(row.Fields[0], row.Fields[1], row.Fields.ElementAtOrDefault(2) ?? ""));
    }
}
