using System.Globalization;
using System.Text;
using PrefLab.Core;
using PrefLab.Core.Annotators;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>The table of annotators for a spreadsheet.</summary>
public static class AnnotatorCsv
{
    private const string FormulaStarts = "=+-@＝＋－＠";

    /// <summary>What ends a cell where a spreadsheet splits by another sign than the comma, or overlooks the quotes.</summary>
    private const string CellEnds = ";\t\r\n";

    private const string Heading =
        "annotator,name,simulated,standing,reason,risk,concern_since,open_appeal,golds_right,golds,gold_accuracy_low,gold_accuracy_high,agreement,"
        + "left_share,left_share_low,left_share_high,median_seconds,times_usual,labels,labels_14_days,last_answer_at\r\n";

    private const int Portion = 500;

    /// <summary>Writes all that match, portion by portion, so that nothing is held however many there are.</summary>
    public static async Task WriteAsync(Stream target, AnnotatorListQuery annotators, ProjectId project, AnnotatorFilter filter, CancellationToken ct)
    {
        var heading = Heading;
        RiskKey? after = null;
        do
        {
            var page = await annotators.LoadAsync(project, filter, after, before: null, Portion, ct);
            await target.WriteAsync(Encoding.UTF8.GetBytes(heading + Of(page.Rows)), ct);
            (after, heading) = (page.Next, "");
        }
        while (after is not null);
    }

    private static string Of(IReadOnlyList<AnnotatorRow> rows)
    {
        var csv = new StringBuilder();
        foreach (var row in rows)
        {
            var (annotator, figures, recent) = (row.Annotator, row.Figures, row.Recent);
            csv.AppendJoin(
                ',',
                annotator.Id.ToString(),
                Text(row.Name),
                Truth(annotator.IsSimulated),
                annotator.Standing.ToString(),
                Text(annotator.StandingReason),
                Number(annotator.Risk),
                Moment(annotator.ConcernSince),
                Truth(row.HasOpenAppeal),
                Number(annotator.GoldsCorrect),
                Number(annotator.GoldsAnswered),
                Number(figures.Gold.Lower),
                Number(figures.Gold.Upper),
                Number(recent.Agreement?.Share),
                Number(figures.LeftShare.Estimate.Value),
                Number(figures.LeftShare.Lower),
                Number(figures.LeftShare.Upper),
                Number(figures.MedianSeconds.Value),
                Number(recent.Pace),
                Number(annotator.Answered),
                Number(recent.Daily.Sum()),
                Moment(annotator.LastAnswerAt)).Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>Quoted, and with an apostrophe before what a spreadsheet would take for a formula, whatever sign it splits cells by.</summary>
    public static string Text(string? text)
    {
        var neutral = new StringBuilder();
        var startsCell = true;
        foreach (var sign in text ?? "")
        {
            var isControl = neutral.Length == 0 && CellEnds.Contains(sign, StringComparison.Ordinal) && sign != ';';
            if (isControl || (startsCell && FormulaStarts.Contains(sign, StringComparison.Ordinal)))
            {
                neutral.Append('\'');
            }

            neutral.Append(sign);
            startsCell = CellEnds.Contains(sign, StringComparison.Ordinal) || (startsCell && sign is ' ' or '"' or '\'');
        }

        return $"\"{neutral.Replace("\"", "\"\"")}\"";
    }

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
