using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>Labels that an action excludes, on comparisons that are alike.</summary>
/// <param name="Votes">All labels that count on each of the comparisons, on the five levels, before the action.</param>
/// <param name="Preference">The level of the one that is excluded.</param>
/// <param name="IsFull">Whether all places of the comparison are taken, and not one more: it is open again without this label.</param>
/// <param name="IsDecided">Whether an expert has decided, whatever the labels say.</param>
/// <param name="Comparisons">How many there are, with one label each.</param>
public sealed record ExcludedVotes(ImmutableArray<int> Votes, Preference Preference, bool IsGold, bool IsFull, bool IsDecided, int Comparisons)
{
    /// <summary>The labels on each of the comparisons after the action.</summary>
    public ImmutableArray<int> VotesAfter => Votes.SetItem((int)Preference, Votes[(int)Preference] - 1);
}

/// <summary>What an action does to labels and places.</summary>
/// <param name="Labels">Current labels that are excluded.</param>
/// <param name="Golds">Those of them on golds.</param>
/// <param name="Reopened">Comparisons that had no free place and get one.</param>
/// <param name="Released">Assignments that are taken back.</param>
/// <param name="Changed">Comparisons whose final label becomes another one; where an expert has decided it stays.</param>
/// <param name="Undecided">Comparisons that lose their final label.</param>
/// <param name="Decided">Comparisons that had no final label and get one.</param>
public sealed record ActionFigures(int Labels, int Golds, int Reopened, int Released, int Changed, int Undecided, int Decided)
{
    /// <summary>$1 project, $2 annotator, $3 from when on labels are excluded; null for none.</summary>
    private const string ExcludedSql =
        """
        SELECT c.n0, c.n1, c.n2, c.n3, c.n4, l.preference, c.gold_preference IS NOT NULL AS is_gold, c.taken = c.overlap AS is_full,
               c.expert_preference IS NOT NULL AS is_decided, count(*)::int
        FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.is_current AND NOT l.excluded AND l.received_at >= $3
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        """;

    /// <summary>$1 project, $2 annotator, $3 whether assignments are taken back.</summary>
    private const string HeldSql =
        """
        SELECT count(*)::int, (count(*) FILTER (WHERE c.gold_preference IS NULL AND c.taken = c.overlap))::int
        FROM assignments s JOIN comparisons c ON c.project_id = $1 AND c.id = s.comparison_id
        WHERE $3 AND s.project_id = $1 AND s.annotator_id = $2 AND s.state = 1
        """;

    public static ActionFigures Of(IReadOnlyCollection<ExcludedVotes> excluded, int released, int reopenedByReleased)
    {
        var ordinary = excluded.Where(it => !it.IsGold).ToList();
        var moves = ordinary.Where(it => !it.IsDecided).Select(it => (
            Before: MajorityVote.OfPreferences(it.Votes.AsSpan()), After: MajorityVote.OfPreferences(it.VotesAfter.AsSpan()), it.Comparisons)).ToList();
        return new ActionFigures(
            excluded.Sum(it => it.Comparisons),
            excluded.Where(it => it.IsGold).Sum(it => it.Comparisons),
            ordinary.Where(it => it.IsFull).Sum(it => it.Comparisons) + reopenedByReleased,
            released,
            moves.Where(it => it is { Before: not null, After: not null } && it.Before != it.After).Sum(it => it.Comparisons),
            moves.Where(it => it is { Before: not null, After: null }).Sum(it => it.Comparisons),
            moves.Where(it => it is { Before: null, After: not null }).Sum(it => it.Comparisons));
    }

    public static ActionFigures FromJson(string json) => JsonSerializer.Deserialize<ActionFigures>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>What the action would do now, in the connection's transaction: for a preview as it stands, for the action under its locks.</summary>
    internal static async Task<(ActionFigures Figures, IReadOnlyList<ExcludedVotes> Excluded)> LoadAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, CancellationToken ct)
    {
        // "Never" is after every label.
        var from = request.Excludes ? request.ExcludedFrom : DateTimeOffset.MaxValue;
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(ExcludedSql, project.Value, annotator.Value, from),
            Sql.Statement(HeldSql, project.Value, annotator.Value, request.EndsLeases));
        var excluded = new List<ExcludedVotes>();
        while (await reader.ReadAsync(ct))
        {
            excluded.Add(new ExcludedVotes(
                [reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)],
                (Preference)reader.GetInt16(5), reader.GetBoolean(6), reader.GetBoolean(7), reader.GetBoolean(8), reader.GetInt32(9)));
        }

        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return (Of(excluded, reader.GetInt32(0), reader.GetInt32(1)), excluded);
    }
}
