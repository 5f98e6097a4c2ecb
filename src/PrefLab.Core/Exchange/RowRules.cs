using System.Text;
using System.Text.Json;
using PrefLab.Core.Comparisons;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>What a comparison must keep to, whatever format it came in.</summary>
internal sealed class RowRules(FieldMap map, RowDefaults defaults, ProblemList problems)
{
    private const int MaxPriority = 1_000_000;

    public bool Check(Row row, ComparisonDraft draft)
    {
        var before = problems.ErrorCount;
        CheckId(row, draft);
        CheckName(row, draft.ModelA, RowField.ModelA);
        CheckName(row, draft.ModelB, RowField.ModelB);
        CheckContent(row, draft);
        if (draft.Overlap is < 1 or > Limits.MaxOverlap)
        {
            Error(row, RowField.Overlap, $"The overlap must be 1 to {Limits.MaxOverlap}.");
        }

        if (draft.Priority is < -MaxPriority or > MaxPriority)
        {
            Error(row, RowField.Priority, $"The priority must be -{MaxPriority} to {MaxPriority}.");
        }

        if (row[RowField.Gold].Kind == FieldKind.Json)
        {
            CheckGold(row, draft);
        }

        if (row[RowField.Labels].Kind == FieldKind.Json && LabelRules.Problem(row[RowField.Labels].Bytes) is { } problem)
        {
            Error(row, RowField.Labels, problem);
        }

        if (problems.ErrorCount > before)
        {
            return false;
        }

        Warn(row, draft);
        return true;
    }

    private void CheckId(Row row, ComparisonDraft draft)
    {
        if (IsBlank(draft.ExternalId.Span))
        {
            Error(row, RowField.Id, "The id is empty.");
        }

        CheckName(row, draft.ExternalId, RowField.Id);
    }

    private void CheckName(Row row, ReadOnlyMemory<byte>? name, RowField field)
    {
        if (name is { Length: > Limits.Name } && Encoding.UTF8.GetCharCount(name.Value.Span) > Limits.Name)
        {
            Error(row, field, $"This is longer than {Limits.Name} characters.");
        }
    }

    private void CheckContent(Row row, ComparisonDraft draft)
    {
        if (draft.Prompt.Length + draft.ResponseA.Length + draft.ResponseB.Length <= Limits.Content)
        {
            return;
        }

        var length = Encoding.UTF8.GetCharCount(draft.Prompt.Span) + Encoding.UTF8.GetCharCount(draft.ResponseA.Span)
            + Encoding.UTF8.GetCharCount(draft.ResponseB.Span);
        if (length > Limits.Content)
        {
            problems.Error(row.Line, null, FormattableString.Invariant(
                $"Prompt and responses together have {length:N0} characters; {Limits.Content:N0} are allowed."));
        }
    }

    private void CheckGold(Row row, ComparisonDraft draft)
    {
        using var gold = JsonDocument.Parse(row[RowField.Gold].Bytes);
        if (!gold.RootElement.TryGetProperty("preference"u8, out var answer) || answer.ValueKind == JsonValueKind.Null)
        {
            Error(row, RowField.Gold, "A gold needs its answer: preference is missing.");
            return;
        }

        if (answer.ValueKind != JsonValueKind.String || !Preference.TryParseSymbol(answer.GetString(), out var preference))
        {
            Error(row, RowField.Gold, "A gold's preference must be one of A>>, A>, =, B>, B>>.");
            return;
        }

        if (preference == Preference.Tie && !defaults.TiesAllowed)
        {
            Error(row, RowField.Gold, "Ties are off in this project, so that a gold's answer cannot be =.");
            return;
        }

        draft.Gold = preference;
        if (UseOf(gold.RootElement) is not { } use)
        {
            Error(row, RowField.Gold, "A gold's use must be gold, training or qualification.");
            return;
        }

        draft.Use = use;
        if (gold.RootElement.TryGetProperty("explanation"u8, out var explanation) && explanation.ValueKind != JsonValueKind.Null)
        {
            var text = explanation.ValueKind == JsonValueKind.String ? explanation.GetString()! : null;
            if (text is null || text.Length > Limits.Comment)
            {
                Error(row, RowField.Gold, $"A gold's explanation must be a string of at most {Limits.Comment} characters.");
                return;
            }

            draft.GoldExplanation = Encoding.UTF8.GetBytes(text);
        }

        foreach (var member in gold.RootElement.EnumerateObject().Where(member => member.Name is not ("preference" or "explanation" or "use")))
        {
            problems.Warning(row.Line, "gold", $"\"{Shown.Name(member.Name)}\" is not a field of a gold and is left out.");
        }
    }

    /// <summary>A known answer makes a hidden gold unless it says otherwise.</summary>
    private static ComparisonUse? UseOf(JsonElement gold) => gold.TryGetProperty("use"u8, out var use) && use.ValueKind != JsonValueKind.Null
        ? use.ValueKind == JsonValueKind.String ? KnownUses.Parse(use.GetString()) : null
        : ComparisonUse.Gold;

    private void Warn(Row row, ComparisonDraft draft)
    {
        if (IsBlank(draft.ResponseA.Span) || IsBlank(draft.ResponseB.Span))
        {
            problems.Warning(row.Line, null, "A response is empty.");
        }
        else if (draft.ResponseA.Span.SequenceEqual(draft.ResponseB.Span))
        {
            problems.Warning(row.Line, null, "The two responses are equal.");
        }

        if (map.SourceOf(RowField.Prompt) is not null && row[RowField.Prompt].Kind == FieldKind.Text && IsBlank(draft.Prompt.Span))
        {
            problems.Warning(row.Line, "prompt", "The prompt is empty.");
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) =>
        text.Trim(" \t\r\n"u8).IsEmpty || (text.Length < 64 && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text)));

    private void Error(Row row, RowField field, string reason) =>
        problems.Error(row.Line, map.SourceOf(field) ?? RowFields.Names[(int)field], reason);
}
