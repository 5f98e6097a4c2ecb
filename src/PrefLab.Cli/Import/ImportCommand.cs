using System.CommandLine;
using System.Globalization;
using PrefLab.Cli.Api;

namespace PrefLab.Cli.Import;

/// <summary><c>preflab import</c>: sends a file as it is read, and prints the report.</summary>
public static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("file") { Description = "JSON Lines, plain or gzip." };

    private static readonly Option<long> Project = ConnectionOptions.ProjectOption();

    private static readonly Option<string?> Format = new("--format") { Description = "What the file is; else recognised from its fields." };

    private static readonly Option<string?> Map = new("--map")
    {
        Description = "PrefLab's fields and the file's names for them: id=item,response_a=answer1,…",
    };

    private static readonly Option<int?> Overlap = new("--overlap") { Description = "Labels wanted for each comparison of the file." };

    private static readonly Option<string?> OverlapFrom = new("--overlap-from") { Description = "The file's field that holds the overlap of its row." };

    private static readonly Option<FileInfo?> OverlapFromLabels = new("--overlap-from-labels")
    {
        Description = "Recorded votes (CSV): the overlap of each comparison is its number of votes.",
    };

    private static readonly Option<string> ItemColumn = new("--item-column")
    {
        Description = "The votes' column with the comparison's id.",
        DefaultValueFactory = _ => "item",
    };

    private static readonly Option<string> AnnotatorColumn = new("--annotator-column")
    {
        Description = "The votes' column with the annotator.",
        DefaultValueFactory = _ => "worker",
    };

    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("import", "Imports comparisons into a project.")
        {
            File, Project, Format, Map, Overlap, OverlapFrom, OverlapFromLabels, ItemColumn, AnnotatorColumn,
        };
        command.Validators.Add(result =>
        {
            var given = new Option[] { Overlap, OverlapFrom, OverlapFromLabels }.Count(option => result.GetResult(option) is not null);
            if (given > 1)
            {
                result.AddError("Give one of --overlap, --overlap-from and --overlap-from-labels.");
            }
        });
        command.SetGuardedAction((parsed, ct) => RunAsync(parsed, connection, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ConnectionOptions connection, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(File);
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file.FullName}.");
        }

        var map = ReadMap(parsed.GetValue(Map), parsed.GetValue(OverlapFrom));
        var rewriter = parsed.GetValue(OverlapFromLabels) is { } votes
            ? OverlapRewriter.Read(votes, parsed.GetValue(ItemColumn)!, parsed.GetValue(AnnotatorColumn)!, map.GetValueOrDefault("id", "id"))
            : null;
        using var api = connection.Open(parsed);
        using var content = new FileContent(file, rewriter, new UploadProgress(parsed.InvocationConfiguration.Error, connection.Time, file.Length));
        var reply = await api.UploadAsync(Path(parsed, file, map), content, ct);
        var report = reply.IsSuccess || LooksLikeReport(reply) ? reply.Parse<ImportReport>() : throw ApiError.From(reply.Status, reply.Body);
        await ImportReportText.WriteAsync(parsed.InvocationConfiguration.Output, report);
        return reply.IsSuccess && !report.IsRefused ? CommandActions.Done : CommandActions.Refused;
    }

    /// <summary>A refused file is answered with the same report under an error status.</summary>
    private static bool LooksLikeReport(ApiReply reply) =>
        reply.Status is 400 or 409 or 422 && reply.Body.Contains("\"errorCount\"", StringComparison.Ordinal);

    private static string Path(ParseResult parsed, FileInfo file, Dictionary<string, string> map)
    {
        var query = new List<string> { $"name={Uri.EscapeDataString(file.Name)}" };
        if (parsed.GetValue(Format) is { } format)
        {
            query.Add($"format={Uri.EscapeDataString(format)}");
        }

        if (parsed.GetValue(Overlap) is { } overlap)
        {
            query.Add(string.Create(CultureInfo.InvariantCulture, $"overlap={overlap}"));
        }

        if (map.Count > 0)
        {
            query.Add($"map={Uri.EscapeDataString(string.Join(',', map.Select(pair => $"{pair.Key}:{pair.Value}")))}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"projects/{parsed.GetRequiredValue(Project)}/imports?{string.Join('&', query)}");
    }

    private static Dictionary<string, string> ReadMap(string? text, string? overlapFrom)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || sign == pair.Length - 1)
            {
                throw new CommandException($"\"{pair}\" in --map is not a pair such as id=item.");
            }

            if (!map.TryAdd(pair[..sign].Trim(), pair[(sign + 1)..].Trim()))
            {
                throw new CommandException($"--map names {pair[..sign].Trim()} twice.");
            }
        }

        if (overlapFrom is not null)
        {
            map["overlap"] = overlapFrom;
        }

        return map;
    }
}
