using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <summary>An expert's decision as an annotator sees it who answered the comparison: in the order of their own screen, and without names.</summary>
/// <param name="Answer">The annotator's own: 1 (left much better) to 5 (right much better).</param>
/// <param name="Decided">The expert's, in the same order.</param>
public sealed record OwnDecision(Guid Token, string PromptExcerpt, int Answer, int Decided, string Reason, DateTimeOffset DecidedAt);

/// <summary>Experts' decisions on what a person answered. Nothing of golds: neither of what became one nor of what was one when it was answered.</summary>
public sealed class OwnDecisionsQuery(Database database)
{
    public const int Most = 20;

    private const int ExcerptLength = 120;

    /// <summary>How many of the project's newest decisions are looked through.</summary>
    private const int LookedAt = 500;

    private const string Columns = "s.token, left(c.prompt, 2000), c.prompt_is_chat, l.preference, l.left_is_a, r.preference, r.reason, r.decided_at";

    /// <summary>$1 project, $2 person.</summary>
    private static readonly string NewestSql =
        $"""
        SELECT {Columns}
        FROM (SELECT * FROM reviews WHERE project_id = $1 AND state = 2 ORDER BY decided_at DESC, id DESC LIMIT {LookedAt}) r
        CROSS JOIN LATERAL (
            SELECT * FROM assignments s
            WHERE s.project_id = $1 AND s.comparison_id = r.comparison_id AND s.state = 2
              AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
            LIMIT 1) s
        JOIN labels l ON l.project_id = $1 AND l.assignment_id = s.id AND l.is_current AND NOT l.is_gold
        JOIN comparisons c ON c.project_id = $1 AND c.id = r.comparison_id AND c.use = 1
        ORDER BY r.decided_at DESC, r.id DESC LIMIT {Most}
        """;

    /// <summary>$1 project, $2 person, $3 token.</summary>
    private const string FindSql =
        $"""
        SELECT {Columns}
        FROM assignments s
        JOIN reviews r ON r.project_id = $1 AND r.comparison_id = s.comparison_id AND r.state = 2
        JOIN labels l ON l.project_id = $1 AND l.assignment_id = s.id AND l.is_current AND NOT l.is_gold
        JOIN comparisons c ON c.project_id = $1 AND c.id = s.comparison_id AND c.use = 1
        WHERE s.project_id = $1 AND s.token = $3 AND s.state = 2
          AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
        """;

    /// <summary>The newest, at most <see cref="Most"/>.</summary>
    public Task<IReadOnlyList<OwnDecision>> LoadAsync(ProjectId project, long person, CancellationToken ct) =>
        ReadAsync(Sql.Statement(NewestSql, project.Value, person), ct);

    /// <returns>Null when it is not this person's answer, or not decided.</returns>
    public async Task<OwnDecision?> FindAsync(ProjectId project, long person, Guid token, CancellationToken ct) =>
        await ReadAsync(Sql.Statement(FindSql, project.Value, person, token), ct) is [var decision] ? decision : null;

    private async Task<IReadOnlyList<OwnDecision>> ReadAsync(NpgsqlBatchCommand statement, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, statement);
        var decisions = new List<OwnDecision>();
        while (await reader.ReadAsync(ct))
        {
            var leftIsA = reader.GetBoolean(4);
            decisions.Add(new OwnDecision(
                reader.GetGuid(0), PromptExcerpt.Of(reader.GetString(1), reader.GetBoolean(2), ExcerptLength),
                ((Preference)reader.GetInt16(3)).ToDisplayed(leftIsA), ((Preference)reader.GetInt16(5)).ToDisplayed(leftIsA),
                reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return decisions;
    }
}
