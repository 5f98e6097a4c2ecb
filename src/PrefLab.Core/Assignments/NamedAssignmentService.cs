using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>The outcome of giving a comparison to a person by name.</summary>
public abstract record NamedAssignmentResult
{
    private NamedAssignmentResult()
    {
    }

    /// <summary>The annotator holds the comparison, given now or by an earlier request.</summary>
    public sealed record Assigned(Guid Token, bool LeftIsA) : NamedAssignmentResult;

    public sealed record NoSuchComparison : NamedAssignmentResult;

    public sealed record NoSuchAnnotator : NamedAssignmentResult;

    /// <summary>The annotator's standing allows no work.</summary>
    public sealed record NotWorking : NamedAssignmentResult;

    /// <summary>The annotator had the comparison: answered it, skipped it, or lost it again.</summary>
    public sealed record AlreadyGiven : NamedAssignmentResult;

    /// <summary>The comparison has as many labels and live assignments as its overlap.</summary>
    public sealed record NoPlace : NamedAssignmentResult;
}

/// <summary>Gives a comparison to a person by name: it takes a place like any other, and waits longer for its answer.</summary>
public sealed class NamedAssignmentService(Database database, Random random)
{
    /// <summary>Long enough to be found on another day.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromDays(7);

    /// <summary>Its own statement, so that the next one sees what the person was given while this waited. $1 project, $2 annotator.</summary>
    private const string LockSql = "SELECT standing FROM annotators WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE";

    /// <summary>
    /// What the annotator holds already is returned as it is, so that a request whose answer was lost can be repeated.
    /// $1 project, $2 external id, $3 annotator, $4 token, $5 left is A, $6 lease, $7 actor.
    /// </summary>
    private const string AssignSql =
        """
        WITH annotator AS MATERIALIZED (
            SELECT id, standing FROM annotators WHERE project_id = $1 AND id = $3),
        comparison AS MATERIALIZED (
            SELECT id FROM comparisons WHERE project_id = $1 AND external_id = $2),
        earlier AS MATERIALIZED (
            SELECT s.state, s.token, s.left_is_a FROM assignments s, comparison
            WHERE s.project_id = $1 AND s.comparison_id = comparison.id AND s.annotator_id = $3),
        picked AS (
            UPDATE comparisons c
            SET taken = c.taken + CASE WHEN c.gold_preference IS NULL THEN 1 ELSE 0 END,
                exposures = c.exposures + CASE WHEN c.gold_preference IS NULL THEN 0 ELSE 1 END
            FROM comparison, annotator
            WHERE c.project_id = $1 AND c.id = comparison.id AND annotator.standing IN (2, 3)
              AND (c.gold_preference IS NOT NULL OR c.taken < c.overlap)
              AND NOT EXISTS (SELECT FROM earlier WHERE state <> 4)
            RETURNING c.id),
        assigned AS (
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
            SELECT $1, $4, picked.id, $3, $5, 1, now(), now() + $6 FROM picked
            ON CONFLICT (project_id, comparison_id, annotator_id) DO UPDATE
                SET state = 1, batch_id = NULL, position = NULL, issued_at = excluded.issued_at, expires_at = excluded.expires_at
                WHERE assignments.state = 4
            RETURNING id, token, left_is_a),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject)
            SELECT $1, now(), $7, 'assignment.named', 'assignment:' || id FROM assigned)
        SELECT coalesce(assigned.token, held.token), coalesce(assigned.left_is_a, held.left_is_a),
               EXISTS (SELECT FROM comparison), (SELECT standing FROM annotator), EXISTS (SELECT FROM earlier WHERE state <> 4),
               EXISTS (SELECT FROM picked)
        FROM (SELECT) one
        LEFT JOIN assigned ON true
        LEFT JOIN (SELECT token, left_is_a FROM earlier WHERE state = 1) held ON true
        """;

    /// <summary>Gives the comparison to the annotator; asked again while it is held, it answers the same.</summary>
    public Task<NamedAssignmentResult> AssignAsync(
        ProjectId project, string externalId, AnnotatorId annotator, long actor, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var token = new byte[16];
        random.NextBytes(token);
        NamedAssignmentResult result;
        await using (var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(LockSql, project.Value, annotator.Value),
            Sql.Statement(AssignSql, project.Value, externalId, annotator.Value, new Guid(token), random.Next(2) == 0, Lease, actor)))
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            result = Read(reader);
        }

        await transaction.CommitAsync(ct);
        return result;
    });

    private static NamedAssignmentResult Read(Npgsql.NpgsqlDataReader reader)
    {
        if (!reader.IsDBNull(0))
        {
            return new NamedAssignmentResult.Assigned(reader.GetGuid(0), reader.GetBoolean(1));
        }

        if (reader.GetBoolean(5))
        {
            throw new InvalidOperationException("A place was taken for somebody who has the comparison already.");
        }

        return (reader.GetBoolean(2), reader.Nullable<short>(3), reader.GetBoolean(4)) switch
        {
            (false, _, _) => new NamedAssignmentResult.NoSuchComparison(),
            (_, null, _) => new NamedAssignmentResult.NoSuchAnnotator(),
            (_, not (2 or 3), _) => new NamedAssignmentResult.NotWorking(),
            (_, _, true) => new NamedAssignmentResult.AlreadyGiven(),
            _ => new NamedAssignmentResult.NoPlace(),
        };
    }
}
