using System.Globalization;
using System.Text;
using PrefLab.Core.Annotators;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>The table of annotators for a spreadsheet.</summary>
public static class AnnotatorCsv
{
    private const string FormulaStarts = "=+-@＝＋－＠";

    /// <summary>What ends a cell where a spreadsheet splits by another sign than the comma, or overlooks the quotes.</summary>
    private const string CellEnds = ";\t\r\n";

    public static byte[] Of(IReadOnlyList<AnnotatorRow> rows)
    {
        var csv = new StringBuilder("annotator,name,simulated,standing,reason,risk,golds_right,golds,gold_accuracy_low,gold_accuracy_high,agreement,left_share,median_seconds,labels,last_answer_at\r\n");
        foreach (var row in rows)
        {
            var (annotator, figures) = (row.Annotator, row.Figures);
            csv.AppendJoin(
                ',',
                annotator.Id.ToString(),
                Text(row.Name),
                annotator.IsSimulated ? "true" : "false",
                annotator.Standing.ToString(),
                Text(annotator.StandingReason),
                Number(annotator.Risk),
                Number(annotator.GoldsCorrect),
                Number(annotator.GoldsAnswered),
                Number(figures.Gold.Lower),
                Number(figures.Gold.Upper),
                Number(row.Agreement?.Share),
                Number(figures.LeftShare.Estimate.Value),
                Number(figures.MedianSeconds.Value),
                Number(annotator.Answered),
                annotator.LastAnswerAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "").Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
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

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
