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

/// <summary>
/// How an annotator's newest answers lie beside those of others and beside what there was to read; golds left out. Own answers are evidence whether excluded
/// or not, as an appeal is judged by them; those of others while they count.
/// </summary>
/// <param name="Confusion">Answers by own direction (A, tie, B) and then by what most of the others chose.</param>
/// <param name="Undecided">Answers beside which nobody else answered, or the others were split.</param>
/// <param name="Pace">What people here usually take; null while that is not known.</param>
/// <param name="Peers">Those with whom enough is shared, the most alike first.</param>
/// <param name="Excluded">Own answers that are excluded, of those looked at.</param>
public sealed record AnnotatorWorkReport(
    IReadOnlyList<IReadOnlyList<int>> Confusion, int Undecided, IReadOnlyList<AnsweredTime> Times, ReadingPace? Pace, IReadOnlyList<PeerAgreement> Peers,
    AnnotatorSignals Signals, int Excluded)
{
    public int Judged => Confusion.Sum(row => row.Sum());

    /// <summary>Gets the part of the answers that go with most of the others.</summary>
    public double? WithMost => Judged == 0 ? null : (double)(Confusion[0][0] + Confusion[1][1] + Confusion[2][2]) / Judged;
}

/// <summary>Looks at an annotator's newest answers: bounded work, whatever the project's size.</summary>
public sealed class AnnotatorWorkQuery(Database database)
{
    /// <summary>Answers that are looked at; in the text of the statements, as plans are made without the values of parameters.</summary>
    public const int Newest = 500;

    /// <summary>Fewer shared comparisons than these say nothing.</summary>
    public const int FewestShared = 5;

    /// <summary>$1 project, $2 annotator.</summary>
    private const string ExistsSql = "SELECT FROM annotators WHERE project_id = $1 AND id = $2";

    /// <summary>First answers, golds included: corrections say nothing of how somebody works. $1 project, $2 annotator.</summary>
    internal const string AnswersSql =
        """
        SELECT l.preference, l.left_is_a, l.server_seconds, octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b)
        FROM (
            SELECT id, comparison_id, preference, left_is_a, server_seconds FROM labels
            WHERE project_id = $1 AND annotator_id = $2 AND supersedes IS NULL
            ORDER BY id DESC
            LIMIT 500) l
        JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        ORDER BY l.id DESC
        """;

    /// <summary>Labels, with all that count there: themselves as well, unless they are excluded. $1 project, $2 annotator.</summary>
    internal const string LabelsSql =
        """
        SELECT l.preference, l.server_seconds, c.n0 + c.n1, c.n2, c.n3 + c.n4,
               octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b), l.excluded
        FROM (
            SELECT id, comparison_id, preference, server_seconds, excluded FROM labels
            WHERE project_id = $1 AND annotator_id = $2 AND is_current AND NOT is_gold
            ORDER BY id DESC
            LIMIT 500) l
        JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        ORDER BY l.id DESC
        """;

    /// <summary>
    /// Who answered the same comparisons, and how often alike: the same of the five answers, whether labels count or not, for who may be the same person;
    /// the same direction, of others' labels that count, for who agrees. Golds left out: everybody has them, and everybody should answer them alike.
    /// $1 project, $2 annotator.
    /// </summary>
    internal const string SharedSql =
        """
        SELECT o.annotator_id, (count(*) FILTER (WHERE o.preference = mine.preference))::int, count(*)::int,
               (count(*) FILTER (WHERE NOT o.excluded AND sign(o.preference - 2) = sign(mine.preference - 2)))::int,
               (count(*) FILTER (WHERE NOT o.excluded))::int
        FROM (
            SELECT comparison_id, preference FROM labels
            WHERE project_id = $1 AND annotator_id = $2 AND is_current AND NOT is_gold
            ORDER BY id DESC
            LIMIT 500) mine
        JOIN labels o ON o.project_id = $1 AND o.comparison_id = mine.comparison_id AND o.is_current
        WHERE o.annotator_id <> $2
        GROUP BY o.annotator_id
        """;

    /// <returns>Null when the project has no such annotator.</returns>
    public async Task<AnnotatorWorkReport?> LoadAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(ExistsSql, project.Value, annotator.Value),
            ProjectPaceQuery.Statement(project),
            Sql.Statement(AnswersSql, project.Value, annotator.Value),
            Sql.Statement(LabelsSql, project.Value, annotator.Value),
            Sql.Statement(SharedSql, project.Value, annotator.Value));
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        await reader.NextResultAsync(ct);
        var pace = await ProjectPaceQuery.ReadAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var answers = await RowsAsync(reader, row => new TimedAnswer(
            ((Preference)row.GetInt16(0)).ToDisplayed(row.GetBoolean(1)), row.Nullable<double>(2), row.GetInt32(3)), ct);
        await reader.NextResultAsync(ct);
        var labels = await RowsAsync(reader, row => (
            Own: Column(((Preference)row.GetInt16(0)).Direction), Seconds: row.Nullable<double>(1), Votes: (int[])[row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)],
            Length: row.GetInt32(5), IsExcluded: row.GetBoolean(6)), ct);
        await reader.NextResultAsync(ct);
        var others = await RowsAsync(reader, row => (
            Alike: new SharedAnswers(new AnnotatorId(row.GetInt64(0)), row.GetInt32(1), row.GetInt32(2)),
            Agreeing: new PeerAgreement(new AnnotatorId(row.GetInt64(0)), row.GetInt32(3), row.GetInt32(4))), ct);
        var (confusion, undecided) = Beside(labels.Select(label => (label.Own, label.Votes, label.IsExcluded)));
        return new AnnotatorWorkReport(
            confusion, undecided,
            [.. labels.Where(label => label.Seconds is not null).Select(label => new AnsweredTime(label.Length, label.Seconds!.Value))],
            pace,
            [.. others.Select(it => it.Agreeing).Where(it => it.Shared >= FewestShared).OrderByDescending(it => it.Share).ThenByDescending(it => it.Shared).ThenBy(it => it.Other)],
            AnnotatorSignals.Of(answers, pace, [.. others.Select(it => it.Alike)]),
            labels.Count(label => label.IsExcluded));
    }

    private static (int[][] Confusion, int Undecided) Beside(IEnumerable<(int Own, int[] Votes, bool IsExcluded)> labels)
    {
        int[][] confusion = [new int[3], new int[3], new int[3]];
        var undecided = 0;
        foreach (var (own, votes, isExcluded) in labels)
        {
            votes[own] -= isExcluded ? 0 : 1;
            var most = votes.Max();
            if (most > 0 && votes.Count(it => it == most) == 1)
            {
                confusion[own][Array.IndexOf(votes, most)]++;
            }
            else
            {
                undecided++;
            }
        }

        return (confusion, undecided);
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static int Column(Direction direction) => direction switch { Direction.A => 0, Direction.Tie => 1, _ => 2 };
}
