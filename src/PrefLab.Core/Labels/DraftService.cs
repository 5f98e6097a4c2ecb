using NpgsqlTypes;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Labels;

/// <summary>Keeps what an annotator has entered for an assignment in hand, until it is submitted or skipped.</summary>
public sealed class DraftService(Database database)
{
    /// <summary>$1 project, $2 token, $3 person.</summary>
    internal const string LoadRules =
        """
        SELECT p.ties_allowed, p.dimensions FROM projects p
        WHERE p.id = $1 AND (
            SELECT s.state FROM assignments s
            WHERE s.project_id = $1 AND s.token = $2
              AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $3)) = 1
        """;

    /// <summary>$1 project, $2 token, $3 person, $4 draft.</summary>
    internal const string Save =
        """
        UPDATE assignments s SET draft = $4::jsonb
        WHERE s.project_id = $1 AND s.token = $2 AND s.state = 1
          AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $3)
        RETURNING s.id
        """;

    /// <summary>Stores a draft in place of the last one; an empty draft clears it.</summary>
    public async Task<DraftResult> SaveAsync(ProjectId project, long person, Guid token, Draft draft, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using (var rules = await connection.ReadPreparedAsync(ct, Sql.Statement(LoadRules, project.Value, token, person)))
        {
            if (!await rules.ReadAsync(ct))
            {
                return new DraftResult.NotFound();
            }

            if ((SubmissionRules.Check(draft) ?? SubmissionRules.Check(draft, rules.GetBoolean(0), Dimension.AskedIn(rules.GetString(1)))) is { } invalid)
            {
                return new DraftResult.Invalid(invalid.Field, invalid.Reason);
            }
        }

        var json = draft.IsEmpty ? null : (draft with { ActiveSeconds = SubmissionRules.Clamp(draft.ActiveSeconds) }).ToJson();
        await using var saved = await connection.ReadPreparedAsync(
            ct, Sql.Statement(Save, project.Value, token, person, Sql.Maybe(json, NpgsqlDbType.Text)));
        return await saved.ReadAsync(ct) ? new DraftResult.Saved() : new DraftResult.NotFound();
    }
}

/// <summary>The outcome of keeping a draft.</summary>
public abstract record DraftResult
{
    private DraftResult()
    {
    }

    public sealed record Saved : DraftResult;

    public sealed record Invalid(string Field, string Reason) : DraftResult;

    /// <summary>The person holds no such assignment: never did, or it is answered, skipped, expired or withdrawn.</summary>
    public sealed record NotFound : DraftResult;
}
