using System.Text.Json;
using PrefLab.Core.Comparisons;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>
/// PrefLab's own format. What an import reads from it gives the same bytes when it is exported again. An expert's decision is the last of the
/// labels, with <c>"route":"review"</c>.
/// </summary>
internal sealed class PrefLabExport : ExportRows
{
    private static readonly string[] LabelKeys = ["annotator", "preference", "left", "dimensions", "both_bad", "flagged", "comment", "seconds", "at"];

    public override int Columns => 16;

    public override string Query(ProjectId project) =>
        $"""
        SELECT c.external_id, c.prompt, c.prompt_is_chat, c.response_a, c.response_b, c.model_a, c.model_b, c.metadata::text,
            c.gold_preference, c.gold_explanation, c.overlap, c.priority, c.imported_labels::text,
            CASE WHEN c.n0 + c.n1 + c.n2 + c.n3 + c.n4 > 0 OR c.gold_preference IS NOT NULL THEN (
                SELECT json_agg(json_build_object(
                    'annotator', 'annotator-' || l.annotator_id,
                    'preference', (ARRAY['A>>', 'A>', '=', 'B>', 'B>>'])[l.preference + 1],
                    'left', CASE WHEN l.left_is_a THEN 'A' ELSE 'B' END,
                    'dimensions', l.dimensions,
                    'both_bad', l.both_bad,
                    'flagged', l.flagged,
                    'comment', l.comment,
                    'seconds', trim_scale(round(coalesce(l.active_seconds, l.server_seconds)::numeric, 3)),
                    'at', to_char(l.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ORDER BY l.id)::text
                FROM labels l
                WHERE l.project_id = c.project_id AND l.comparison_id = c.id AND l.is_current AND NOT l.excluded) END,
            c.use,
            CASE WHEN c.expert_preference IS NOT NULL THEN (
                SELECT json_build_array(json_build_object(
                    'annotator', 'expert-' || r.expert_id,
                    'preference', (ARRAY['A>>', 'A>', '=', 'B>', 'B>>'])[r.preference + 1],
                    'left', CASE WHEN r.left_is_a THEN 'A' ELSE 'B' END,
                    'comment', r.reason,
                    'at', to_char(r.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'route', 'review'))::text
                FROM reviews r
                WHERE r.project_id = c.project_id AND r.comparison_id = c.id AND r.state = 2) END
        FROM comparisons c
        WHERE c.project_id = {project}
        ORDER BY c.id
        """;

    public override bool TryWrite(BinaryCopyReader row, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, row.Text(0));
        WritePrompt(writer, "prompt"u8, row.Text(1), row.Boolean(2));
        writer.WriteString("response_a"u8, row.Text(3));
        writer.WriteString("response_b"u8, row.Text(4));
        WriteOptional(writer, "model_a"u8, row, 5);
        WriteOptional(writer, "model_b"u8, row, 6);
        if (!row.IsNull(7))
        {
            writer.WritePropertyName("metadata"u8);
            writer.WriteRawValue(row.Text(7), skipInputValidation: true);
        }

        if (!row.IsNull(8))
        {
            writer.WriteStartObject("gold"u8);
            writer.WriteString("preference"u8, ((Preference)row.Int16(8)).Symbol);
            WriteOptional(writer, "explanation"u8, row, 9);
            if ((ComparisonUse)row.Int16(14) is not ComparisonUse.Gold and var use)
            {
                writer.WriteString("use"u8, KnownUses.NameOf(use));
            }

            writer.WriteEndObject();
        }

        writer.WriteNumber("overlap"u8, row.Int32(10));
        if (row.Int32(11) != 0)
        {
            writer.WriteNumber("priority"u8, row.Int32(11));
        }

        if (!row.IsNull(12) || !row.IsNull(13) || !row.IsNull(15))
        {
            writer.WriteStartArray("labels"u8);
            WriteLabels(writer, row.Memory(12));
            WriteLabels(writer, row.Memory(13));
            WriteLabels(writer, row.Memory(15));
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        return true;
    }

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, BinaryCopyReader row, int column)
    {
        if (!row.IsNull(column))
        {
            writer.WriteString(name, row.Text(column));
        }
    }

    private static void WriteLabels(Utf8JsonWriter writer, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(json);
        foreach (var label in document.RootElement.EnumerateArray())
        {
            writer.WriteStartObject();
            foreach (var key in LabelKeys)
            {
                if (label.TryGetProperty(key, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                {
                    writer.WritePropertyName(key);
                    value.WriteTo(writer);
                }
            }

            foreach (var member in label.EnumerateObject().Where(member => !LabelKeys.Contains(member.Name, StringComparer.Ordinal)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }
}
