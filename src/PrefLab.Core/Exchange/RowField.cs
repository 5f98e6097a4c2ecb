namespace PrefLab.Core.Exchange;

/// <summary>A field of a row that PrefLab knows.</summary>
internal enum RowField
{
    Id,
    Prompt,
    ResponseA,
    ResponseB,
    Chosen,
    Rejected,
    ModelA,
    ModelB,
    Metadata,
    Gold,
    Labels,
    Overlap,
    Priority,
}

internal static class RowFields
{
    public const int Count = 13;

    public static readonly string[] Names =
    [
        "id", "prompt", "response_a", "response_b", "chosen", "rejected", "model_a", "model_b",
        "metadata", "gold", "labels", "overlap", "priority",
    ];

    /// <summary>The fields that a row of this format may have; every other one is metadata.</summary>
    public static IReadOnlyList<RowField> Of(ImportFormat format) => format switch
    {
        ImportFormat.PrefLab =>
        [
            RowField.Id, RowField.Prompt, RowField.ResponseA, RowField.ResponseB, RowField.ModelA, RowField.ModelB,
            RowField.Metadata, RowField.Gold, RowField.Labels, RowField.Overlap, RowField.Priority,
        ],
        ImportFormat.Trl or ImportFormat.Conversational =>
            [RowField.Id, RowField.Prompt, RowField.Chosen, RowField.Rejected, RowField.Metadata, RowField.Overlap, RowField.Priority],
        _ => [RowField.Id, RowField.Chosen, RowField.Rejected, RowField.Metadata, RowField.Overlap, RowField.Priority],
    };
}
