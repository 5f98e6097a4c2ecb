using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using PrefLab.Cli.Api;

namespace PrefLab.Cli.Export;

/// <summary><c>preflab export</c>: writes the answer as it comes, so that size does not matter.</summary>
public static class ExportCommand
{
    private static readonly Option<long> Project = ConnectionOptions.ProjectOption();

    private static readonly Option<string> Format = NewFormat();

    private static readonly Option<FileInfo?> Out = new("--out", "-o") { Description = "File to write; else standard output." };

    private static readonly Option<bool> Gzip = new("--gzip") { Description = "Compress what is written." };

    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("export", "Exports a project's comparisons or labels.") { Project, Format, Out, Gzip };
        command.SetGuardedAction((parsed, ct) => RunAsync(parsed, connection, ct));
        return command;
    }

    private static Option<string> NewFormat()
    {
        var format = new Option<string>("--format")
        {
            Description = "preflab (round trip), trl (for trainers) or labels (one row a label).",
            DefaultValueFactory = _ => "preflab",
        };
        return format.AcceptOnlyFromAmong("preflab", "trl", "labels");
    }

    private static async Task<int> RunAsync(ParseResult parsed, ConnectionOptions connection, CancellationToken ct)
    {
        using var api = connection.Open(parsed);
        var path = string.Create(
            CultureInfo.InvariantCulture, $"projects/{parsed.GetRequiredValue(Project)}/export?format={parsed.GetRequiredValue(Format)}");
        using var response = await api.DownloadAsync(path, ct);
        var gzip = parsed.GetValue(Gzip);
        if (parsed.GetValue(Out) is not { } file)
        {
            await using var output = Console.OpenStandardOutput();
            await CopyAsync(response, output, gzip, ct);
            return CommandActions.Done;
        }

        // Under its own name only when whole: a cut export must not look like one.
        var partial = file.FullName + ".part";
        try
        {
            await using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                await CopyAsync(response, output, gzip, ct);
            }

            File.Move(partial, file.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        file.Refresh();
        await parsed.InvocationConfiguration.Error.WriteLineAsync(
            FormattableString.Invariant($"Wrote {file.FullName}, {file.Length / 1e6:0.0} MB."));
        return CommandActions.Done;
    }

    private static async Task CopyAsync(HttpResponseMessage response, Stream output, bool gzip, CancellationToken ct)
    {
        await using var packed = gzip ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        await response.Content.CopyToAsync(packed ?? output, ct);
    }
}
