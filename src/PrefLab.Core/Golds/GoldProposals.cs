using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <param name="Levels">All labels that count, on A&gt;&gt; to B&gt;&gt;.</param>
/// <param name="Reliable">Reliable annotators who answered it, all with one direction.</param>
public sealed record GoldProposal(
    ComparisonId Id, string ExternalId, string Prompt, bool PromptIsChat, IReadOnlyList<int> Levels, int Reliable, Preference Expected);

/// <param name="Next">Where to go on; null at the end.</param>
public sealed record GoldProposalPage(IReadOnlyList<GoldProposal> Proposals, ComparisonId? Next);

/// <param name="Reason">Why it is no gold.</param>
public sealed record RefusedProposal(ComparisonId Id, string Reason);

public sealed record MadeGolds(int Made, IReadOnlyList<RefusedProposal> Refused);

/// <summary>Ordinary comparisons that could be golds: at least three reliable annotators agree on the direction, and none of them differs.</summary>
public sealed class GoldProposals(Database database, ComparisonEdit edit)
{
    /// <summary>Golds made at once.</summary>
    public const int Most = 50;

    /// <summary>Reliable annotators, each right four times in five or more: three who agree are wrong once in 65.</summary>
    public const int FewestReliable = 3;

    /// <summary>Comparisons looked at for a page.</summary>
    private const int Looked = 5_000;

    /// <summary>$1 project, $2 after, $3 rows looked at.</summary>
    private const string NextOnes = "SELECT * FROM comparisons WHERE project_id = $1 AND id > $2 ORDER BY id LIMIT $3";

    /// <summary>$1 project, $2 comparisons, $3 how many.</summary>
    private const string NamedOnes = "SELECT * FROM comparisons WHERE project_id = $1 AND id = ANY ($2) LIMIT $3";

    public async Task<GoldProposalPage> LoadAsync(ProjectId project, ComparisonId? after, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        var found = await ReadAsync(connection, NextOnes, project, after?.Value ?? 0, Looked, ct);
        if (found.Count > Most)
        {
            return new GoldProposalPage(found[..Most], found[Most - 1].Id);
        }

        await using var end = await connection.ReadAsync(ct, Sql.Statement(
            "SELECT id FROM comparisons WHERE project_id = $1 AND id > $2 ORDER BY id OFFSET $3 LIMIT 1", project.Value, after?.Value ?? 0, Looked - 1));
        return new GoldProposalPage(found, await end.ReadAsync(ct) ? new ComparisonId(end.GetInt64(0)) : null);
    }

    /// <summary>Makes them golds, those that are still proposed; each in a transaction of its own.</summary>
    public async Task<MadeGolds> MakeAsync(ProjectId project, IReadOnlyCollection<ComparisonId> comparisons, long personId, CancellationToken ct)
    {
        long[] ids = [.. comparisons.Select(comparison => comparison.Value).Distinct().Take(Most)];
        Dictionary<ComparisonId, GoldProposal> proposed;
        await using (var connection = await database.Requests.OpenConnectionAsync(ct))
        {
            proposed = (await ReadAsync(connection, NamedOnes, project, ids, Most, ct)).ToDictionary(proposal => proposal.Id);
        }

        var (made, refused) = (0, new List<RefusedProposal>());
        foreach (var id in ids.Select(id => new ComparisonId(id)))
        {
            var reason = proposed.TryGetValue(id, out var proposal)
                ? ReasonOf(await edit.SetGoldAsync(project, id, proposal.Expected, null, personId, ct))
                : "Reliable annotators do not agree on it any more, or it is no ordinary comparison.";
            made += reason is null ? 1 : 0;
            if (reason is not null)
            {
                refused.Add(new RefusedProposal(id, reason));
            }
        }

        return new MadeGolds(made, refused);
    }

    private static string? ReasonOf(ComparisonEditResult result) => result switch
    {
        ComparisonEditResult.Done => null,
        ComparisonEditResult.InWork => "Somebody has it before them right now.",
        ComparisonEditResult.Invalid invalid => invalid.Reason,
        _ => "There is no such comparison.",
    };

    private static async Task<List<GoldProposal>> ReadAsync(
        NpgsqlConnection connection, string looked, ProjectId project, object which, int limit, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            $"""
            SELECT c.id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, c.n0, c.n1, c.n2, c.n3, c.n4, r.levels
            FROM ({looked}) c
            CROSS JOIN LATERAL (
                SELECT ARRAY[count(*) FILTER (WHERE l.preference = 0), count(*) FILTER (WHERE l.preference = 1), count(*) FILTER (WHERE l.preference = 2),
                             count(*) FILTER (WHERE l.preference = 3), count(*) FILTER (WHERE l.preference = 4)]::int[] AS levels,
                       greatest(count(*) FILTER (WHERE l.preference < 2), count(*) FILTER (WHERE l.preference = 2), count(*) FILTER (WHERE l.preference > 2)) AS most,
                       count(*) AS reliable
                FROM labels l JOIN annotators a ON a.project_id = $1 AND a.id = l.annotator_id
                WHERE l.project_id = $1 AND l.comparison_id = c.id AND l.is_current AND NOT l.excluded
                  AND a.standing = 2 AND a.golds_answered >= $4 AND a.golds_correct >= $5 * a.golds_answered) r
            WHERE c.use = 1 AND c.flags = 0 AND c.expert_preference IS NULL AND c.taken = c.n0 + c.n1 + c.n2 + c.n3 + c.n4
              AND greatest(c.n0 + c.n1, c.n2, c.n3 + c.n4) >= $6 AND r.most >= $6 AND r.most = r.reliable
            ORDER BY c.id LIMIT $7
            """,
            project.Value, which, limit, GoldSignals.FewestOthers, GoldSignals.ReliableShare, FewestReliable, Most + 1));
        var found = new List<GoldProposal>();
        while (await reader.ReadAsync(ct))
        {
            var reliable = reader.GetFieldValue<int[]>(9);
            found.Add(new GoldProposal(
                new ComparisonId(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
                [.. Enumerable.Range(4, 5).Select(reader.GetInt32)], reliable.Sum(), Expected(reliable)));
        }

        return found;
    }

    /// <summary>The level that most of them chose; the weaker one where as many chose both.</summary>
    private static Preference Expected(int[] reliable) =>
        Enumerable.Range(0, reliable.Length).OrderByDescending(level => reliable[level]).ThenBy(level => Math.Abs(level - 2)).Select(level => (Preference)level).First();
}
