using Npgsql;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <param name="Length">Of prompt and both responses, in bytes.</param>
public readonly record struct AnsweredTime(int Length, double Seconds);

/// <summary>How often another annotator chose the same direction where both answered.</summary>
public sealed record PeerAgreement(AnnotatorId Other, int Same, int Shared)
{
    public double Share => (double)Same / Shared;
}

/// <summary>How an annotator's newest answers lie beside those of others and beside what there was to read; golds left out.</summary>
/// <param name="Confusion">Answers by own direction (A, tie, B) and then by what most of the others chose.</param>
/// <param name="Undecided">Answers beside which nobody else answered, or the others were split.</param>
/// <param name="Pace">What people here usually take; null while that is not known.</param>
/// <param name="Peers">Those with whom enough is shared, the most alike first.</param>
public sealed record AnnotatorWorkReport(
    IReadOnlyList<IReadOnlyList<int>> Confusion, int Undecided, IReadOnlyList<AnsweredTime> Times, ReadingPace? Pace, IReadOnlyList<PeerAgreement> Peers)
{
    public int Judged => Confusion.Sum(row => row.Sum());

    /// <summary>Gets the part of the answers that go with most of the others.</summary>
    public double? WithMost => Judged == 0 ? null : (double)(Confusion[0][0] + Confusion[1][1] + Confusion[2][2]) / Judged;
}

/// <summary>Looks at an annotator's newest answers: bounded work, whatever the project's size.</summary>
public sealed class AnnotatorWorkQuery(Database database)
{
    /// <summary>Answers that are looked at; in the text of the statements, as plans are made without the values of parameters.</summary>
    public const int Newest = 1_000;

    /// <summary>Fewer shared comparisons than these say nothing.</summary>
    public const int FewestShared = 5;

    /// <summary>$1 project, $2 annotator.</summary>
    internal const string OwnSql =
        """
        SELECT l.preference, l.server_seconds, c.n0 + c.n1, c.n2, c.n3 + c.n4,
               octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b)
        FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.is_current AND NOT l.excluded AND NOT l.is_gold
        ORDER BY l.id DESC
        LIMIT 1000
        """;

    /// <summary>$1 project, $2 annotator, $3 fewest shared.</summary>
    internal const string PeersSql =
        """
        SELECT o.annotator_id, (count(*) FILTER (WHERE sign(o.preference - 2) = sign(mine.preference - 2)))::int AS same, count(*)::int AS shared
        FROM (
            SELECT comparison_id, preference FROM labels
            WHERE project_id = $1 AND annotator_id = $2 AND is_current AND NOT excluded AND NOT is_gold
            ORDER BY id DESC
            LIMIT 1000) mine
        JOIN labels o ON o.project_id = $1 AND o.comparison_id = mine.comparison_id AND o.is_current AND NOT o.excluded
        WHERE o.annotator_id <> $2
        GROUP BY o.annotator_id
        HAVING count(*) >= $3
        """;

    public async Task<AnnotatorWorkReport> LoadAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct,
            ProjectPace.Statement(project),
            Sql.Statement(OwnSql, project.Value, annotator.Value),
            Sql.Statement(PeersSql, project.Value, annotator.Value, FewestShared));
        var pace = await ProjectPace.ReadAsync(reader, ct);
        await reader.NextResultAsync(ct);
        int[][] confusion = [new int[3], new int[3], new int[3]];
        var undecided = 0;
        var times = new List<AnsweredTime>();
        while (await reader.ReadAsync(ct))
        {
            var own = Column(((Preference)reader.GetInt16(0)).Direction);
            int[] votes = [reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)];
            votes[own]--;
            var most = votes.Max();
            if (most > 0 && votes.Count(it => it == most) == 1)
            {
                confusion[own][Array.IndexOf(votes, most)]++;
            }
            else
            {
                undecided++;
            }

            if (reader.Nullable<double>(1) is { } seconds)
            {
                times.Add(new AnsweredTime(reader.GetInt32(5), seconds));
            }
        }

        await reader.NextResultAsync(ct);
        return new AnnotatorWorkReport(confusion, undecided, times, pace, await ReadPeersAsync(reader, ct));
    }

    private static async Task<IReadOnlyList<PeerAgreement>> ReadPeersAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var peers = new List<PeerAgreement>();
        while (await reader.ReadAsync(ct))
        {
            peers.Add(new PeerAgreement(new AnnotatorId(reader.GetInt64(0)), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return [.. peers.OrderByDescending(it => it.Share).ThenByDescending(it => it.Shared).ThenBy(it => it.Other)];
    }

    private static int Column(Direction direction) => direction switch { Direction.A => 0, Direction.Tie => 1, _ => 2 };
}
