using System.Globalization;
using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>One row a label, corrected and excluded ones too: what an analysis of the people needs, under pseudonyms.</summary>
internal sealed class LabelExport : ExportRows
{
    public override int Columns => 20;

    public override string Query(ProjectId project) =>
        $"""
        SELECT l.id, c.external_id, l.annotator_id, a.is_simulated, l.preference, l.left_is_a, l.both_bad, l.dimensions::text, l.comment,
            to_char(s.issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            to_char(l.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            round(l.server_seconds::numeric, 3)::text, round(l.active_seconds::numeric, 3)::text,
            l.guideline_version, l.is_gold, c.gold_preference, l.is_current, l.excluded, l.supersedes, l.flagged
        FROM labels l
        JOIN comparisons c ON c.project_id = l.project_id AND c.id = l.comparison_id
        JOIN assignments s ON s.project_id = l.project_id AND s.id = l.assignment_id
        JOIN annotators a ON a.project_id = l.project_id AND a.id = l.annotator_id
        WHERE l.project_id = {project}
        ORDER BY l.id
        """;

    public override bool TryWrite(BinaryCopyReader row, Utf8JsonWriter writer)
    {
        var preference = (Preference)row.Int16(4);
        var leftIsA = row.Boolean(5);
        writer.WriteStartObject();
        writer.WriteNumber("label"u8, row.Int64(0));
        writer.WriteString("comparison"u8, row.Text(1));
        writer.WriteString("annotator"u8, string.Create(CultureInfo.InvariantCulture, $"annotator-{row.Int64(2)}"));
        writer.WriteBoolean("simulated"u8, row.Boolean(3));
        writer.WriteString("preference"u8, preference.Symbol);
        writer.WriteString("left"u8, leftIsA ? "A"u8 : "B"u8);
        writer.WriteNumber("displayed"u8, preference.ToDisplayed(leftIsA));
        writer.WriteBoolean("both_bad"u8, row.Boolean(6));
        writer.WriteBoolean("flagged"u8, row.Boolean(19));
        WriteRaw(writer, "dimensions"u8, row, 7);
        writer.WritePropertyName("comment"u8);
        WriteText(writer, row, 8);
        writer.WriteString("issued_at"u8, row.Text(9));
        writer.WriteString("at"u8, row.Text(10));
        WriteRaw(writer, "server_seconds"u8, row, 11);
        WriteRaw(writer, "active_seconds"u8, row, 12);
        writer.WriteNumber("guidelines"u8, row.Int32(13));
        writer.WriteBoolean("gold"u8, row.Boolean(14));
        if (row.Boolean(14) && !row.IsNull(15))
        {
            writer.WriteString("gold_preference"u8, ((Preference)row.Int16(15)).Symbol);
        }

        writer.WriteBoolean("current"u8, row.Boolean(16));
        writer.WriteBoolean("excluded"u8, row.Boolean(17));
        if (!row.IsNull(18))
        {
            writer.WriteNumber("supersedes"u8, row.Int64(18));
        }

        writer.WriteEndObject();
        return true;
    }

    private static void WriteText(Utf8JsonWriter writer, BinaryCopyReader row, int column)
    {
        if (row.IsNull(column))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(row.Text(column));
        }
    }

    /// <summary>Numbers and JSON that the database has already spelled.</summary>
    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, BinaryCopyReader row, int column)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(row.IsNull(column) ? "null"u8 : row.Text(column), skipInputValidation: true);
    }
}
