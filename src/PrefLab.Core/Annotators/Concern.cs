using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>A drop of accuracy that was noticed and can be dismissed: looked at, and there is none.</summary>
/// <param name="Evidence">Null of somebody who has none.</param>
/// <param name="Newest">The newest label: golds up to it say nothing of a drop any more.</param>
public sealed record Concern(DateTimeOffset Since, Evidence? Evidence, LabelId Newest)
{
    /// <summary>Gets the sum of the test for drops, nats; golds answered since the concern was raised have moved it.</summary>
    public double Drift => Evidence?.Drift ?? 0;

    public double Risk => LiveTest.Risk(Evidence ?? Evidence.None);

    /// <summary>Gets the risk that is left, by the test on golds and peers alone.</summary>
    public double RiskAfter => LiveTest.Risk(Dismissed ?? Evidence.None);

    /// <summary>Gets the evidence with a sum that begins anew, so that the next wrong gold does not raise the same concern again.</summary>
    private Evidence? Dismissed => Evidence is null ? null : Evidence with { Drift = 0, DropsAfter = Newest };

    /// <returns>Null when there is no concern.</returns>
    internal static async Task<Concern?> LoadAsync(NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(AnnotatorActionSql.LoadConcern, project.Value, annotator.Value));
        return await reader.ReadAsync(ct) && reader.Nullable<DateTimeOffset>(0) is { } since
            ? new Concern(since, EvidenceOf(reader.NullableString(1)), new LabelId(reader.Nullable<long>(2) ?? 0))
            : null;
    }

    internal NpgsqlBatchCommand Dismiss(ProjectId project, AnnotatorId annotator, string reason, long actor, AnnotatorActionId action) => Sql.Statement(
        AnnotatorActionSql.Dismiss, project.Value, annotator.Value, reason, actor, Sql.Maybe(Dismissed?.ToJson(), NpgsqlDbType.Text), RiskAfter, action.Value);

    /// <summary>
    /// Gives a dismissed concern back with its time and the answers that it came from, and the sum as it was unless something was answered since.
    /// The rest of the evidence stays.
    /// </summary>
    internal static async Task RestoreAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, bool isIdle, CancellationToken ct)
    {
        DateTimeOffset since;
        Evidence? before;
        Evidence? now;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(AnnotatorActionSql.LoadDismissed, project.Value, annotator.Value, action.Value)))
        {
            await reader.ReadAsync(ct);
            (since, before, now) = (reader.GetFieldValue<DateTimeOffset>(0), EvidenceOf(reader.NullableString(1)), EvidenceOf(reader.NullableString(2)));
        }

        var restored = now is not null && before is not null ? now with { Drift = isIdle ? before.Drift : now.Drift, DropsAfter = before.DropsAfter } : now;
        await connection.ExecuteAsync(ct, Sql.Statement(
            AnnotatorActionSql.RestoreConcern, project.Value, annotator.Value, since, Sql.Maybe(restored?.ToJson(), NpgsqlDbType.Text),
            LiveTest.Risk(restored ?? Evidence.None)));
    }

    private static Evidence? EvidenceOf(string? json) => json is null ? null : Evidence.FromJson(json);
}
