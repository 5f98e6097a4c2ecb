using PrefLab.Cli.Api;
using static System.FormattableString;

namespace PrefLab.Cli.Import;

/// <summary>The report in words: what was added, and what is wrong by line, field and reason.</summary>
internal static class ImportReportText
{
    extension(ImportReport report)
    {
        public bool IsRefused => report.ErrorCount > 0 || string.Equals(report.State, "refused", StringComparison.OrdinalIgnoreCase);
    }

    public static async Task WriteAsync(TextWriter output, ImportReport report)
    {
        await output.WriteLineAsync(report.IsRefused
            ? Invariant($"Refused: {report.ErrorCount} of {report.Rows} rows are wrong; nothing was stored.")
            : Invariant($"Added {report.Added} comparisons, {report.AddedGolds} of them golds, of {report.Rows} rows ({report.Format}); ")
                + Invariant($"{report.AlreadyThere} were there already; {report.LabelsNeeded} labels are wanted for them."));
        await WriteListAsync(output, "error", report.Errors, report.ErrorCount);
        await WriteListAsync(output, "warning", report.Warnings, report.WarningCount);
    }

    private static async Task WriteListAsync(TextWriter output, string kind, List<ImportProblem>? problems, int count)
    {
        foreach (var problem in problems ?? [])
        {
            var line = problem.Line > 0 ? Invariant($"line {problem.Line}") : "file";
            var field = problem.Field is null ? "" : $", {problem.Field}";
            await output.WriteLineAsync($"{kind}: {line}{field}: {problem.Reason}");
        }

        var more = count - (problems?.Count ?? 0);
        if (more > 0)
        {
            await output.WriteLineAsync(Invariant($"{kind}: and {more} more"));
        }
    }
}
