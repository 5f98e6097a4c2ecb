using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>How far an annotator agrees with the others.</summary>
/// <param name="Share">Mean, over the comparisons, of the share of the other labels that have the same direction; 0 to 1.</param>
/// <param name="Comparisons">Comparisons with at least one other label.</param>
public sealed record AgreementWithOthers(double Share, int Comparisons);

/// <summary>Leave-one-out agreement of annotators on direction, golds left out.</summary>
public sealed class AnnotatorTableQuery(Database database)
{
    /// <summary>The newest labels of each annotator that are looked at: recent behaviour counts, and the work stays bounded.</summary>
    public const int NewestLabels = 1_000;

    /// <summary>
    /// The counters of a comparison hold everybody's labels; those in the label's own direction, less itself, agree.
    /// $1 project, $2 annotators, $3 newest labels.
    /// </summary>
    internal const string AgreementSql =
        """
        SELECT wanted.id, avg(votes.agreeing::double precision / votes.others), count(*)::int
        FROM unnest($2) AS wanted(id)
        CROSS JOIN LATERAL (
            SELECT l.comparison_id, l.preference
            FROM labels l
            WHERE l.project_id = $1 AND l.annotator_id = wanted.id AND l.is_current AND NOT l.excluded AND NOT l.is_gold
            ORDER BY l.id DESC
            LIMIT $3) mine
        JOIN comparisons c ON c.project_id = $1 AND c.id = mine.comparison_id
        CROSS JOIN LATERAL (
            SELECT c.n0 + c.n1 + c.n2 + c.n3 + c.n4 - 1 AS others,
                   CASE WHEN mine.preference < 2 THEN c.n0 + c.n1 WHEN mine.preference = 2 THEN c.n2 ELSE c.n3 + c.n4 END - 1 AS agreeing) votes
        WHERE votes.others > 0
        GROUP BY wanted.id
        """;

    /// <returns>An entry for each annotator who shares a comparison with somebody.</returns>
    public async Task<IReadOnlyDictionary<AnnotatorId, AgreementWithOthers>> LoadAgreementAsync(
        ProjectId project, IEnumerable<AnnotatorId> annotators, CancellationToken ct)
    {
        var ids = annotators.Select(annotator => annotator.Value).ToArray();
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(AgreementSql, project.Value, ids, NewestLabels));
        var result = new Dictionary<AnnotatorId, AgreementWithOthers>();
        while (await reader.ReadAsync(ct))
        {
            result[new AnnotatorId(reader.GetInt64(0))] = new AgreementWithOthers(reader.GetDouble(1), reader.GetInt32(2));
        }

        return result;
    }
}
