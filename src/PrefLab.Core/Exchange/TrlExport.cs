using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>
/// TRL explicit: prompt, chosen, rejected, by the expert's decision where there is one, otherwise by the majority. Golds and unlabelled comparisons
/// are not asked for, and those without either are left out. A project with any chat prompt is written as conversations throughout, because a column has one type.
/// </summary>
internal sealed class TrlExport(bool asConversations) : ExportRows
{
    public override int Columns => 10;

    public override string Query(ProjectId project) =>
        $"""
        SELECT c.prompt, c.prompt_is_chat, c.response_a, c.response_b, c.n0, c.n1, c.n2, c.n3, c.n4, c.expert_preference
        FROM comparisons c
        WHERE c.project_id = {project} AND c.gold_preference IS NULL AND (c.n0 + c.n1 + c.n2 + c.n3 + c.n4 > 0 OR c.expert_preference IS NOT NULL)
        ORDER BY c.id
        """;

    public override bool TryWrite(BinaryCopyReader row, Utf8JsonWriter writer)
    {
        var final = row.IsNull(9)
            ? MajorityVote.OfPreferences([row.Int32(4), row.Int32(5), row.Int32(6), row.Int32(7), row.Int32(8)])
            : (Preference)row.Int16(9);
        if (final is null or Preference.Tie)
        {
            return false;
        }

        var chosenIsA = final.Value.Direction == Direction.A;
        writer.WriteStartObject();
        if (asConversations && !row.Boolean(1))
        {
            WriteMessage(writer, "prompt"u8, "user"u8, row.Text(0));
        }
        else
        {
            WritePrompt(writer, "prompt"u8, row.Text(0), row.Boolean(1));
        }

        WriteResponse(writer, "chosen"u8, row.Text(chosenIsA ? 2 : 3));
        WriteResponse(writer, "rejected"u8, row.Text(chosenIsA ? 3 : 2));
        writer.WriteEndObject();
        return true;
    }

    private void WriteResponse(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (asConversations)
        {
            WriteMessage(writer, name, "assistant"u8, text);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> role, ReadOnlySpan<byte> content)
    {
        writer.WriteStartArray(name);
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        writer.WriteString("content"u8, content);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
