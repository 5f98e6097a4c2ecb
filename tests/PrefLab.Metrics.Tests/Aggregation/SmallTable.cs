using System.Text.Json;

namespace PrefLab.Metrics.Tests;

internal static class SmallTable
{
    /// <summary>A case's <c>item_worker_label</c> over its <c>classes</c>.</summary>
    public static RatingTable Of(JsonElement one)
    {
        var rows = one.GetProperty("item_worker_label").EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetInt32()).ToArray());
        return Of(one.GetProperty("classes").GetInt32(), [.. rows.Select(row => (row[0], row[1], row[2]))]);
    }

    public static RatingTable Of(int categories, params (int Comparison, int Annotator, int Label)[] rows) => RatingTable.FromColumns(
        [.. rows.Select(row => row.Comparison)],
        [.. rows.Select(row => row.Annotator)],
        [.. rows.Select(row => row.Label)],
        rows.Length == 0 ? 0 : rows.Max(row => row.Comparison) + 1,
        rows.Length == 0 ? 0 : rows.Max(row => row.Annotator) + 1,
        categories);
}
