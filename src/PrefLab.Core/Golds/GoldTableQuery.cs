using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>The golds of a project with what their answers say. Every page computes all of them, because they are sorted by it: three statements, whatever is shown.</summary>
public sealed class GoldTableQuery(Database database)
{
    public const int MaxSize = 200;

    /// <summary>The newest answers of each gold that are looked at.</summary>
    public const int NewestAnswers = 200;

    /// <summary>The newest ordinary comparisons whose tags are looked at.</summary>
    public const int NewestComparisons = 2_000;

    /// <summary>Comparisons that make a value of the metadata a tag.</summary>
    public const int FewestWithTag = 10;

    /// <summary>$1 project, $2 tag.</summary>
    private static readonly string GoldsSql =
        $"""
        SELECT c.id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, c.gold_preference, c.exposures, c.gold_retired_at IS NOT NULL,
               p.gold_exposure_cap, p.ties_allowed, c.gold_explanation IS NOT NULL,
               $2::text = '' OR coalesce({TagSql.Holds("c.metadata", "$2::text")}, false)
        FROM projects p LEFT JOIN comparisons c ON c.project_id = p.id AND c.use = 2
        WHERE p.id = $1
        """;

    /// <summary>$1 project, $2 newest answers.</summary>
    private const string AnswersSql =
        """
        SELECT c.id, l.annotator_id, l.preference, l.server_seconds
        FROM comparisons c
        CROSS JOIN LATERAL (
            SELECT l.id, l.annotator_id, l.preference, l.server_seconds FROM labels l
            WHERE l.project_id = $1 AND l.comparison_id = c.id AND l.is_gold AND l.supersedes IS NULL AND NOT l.excluded
            ORDER BY l.id DESC LIMIT $2) l
        WHERE c.project_id = $1 AND c.use = 2
        ORDER BY c.id, l.id
        """;

    /// <summary>$1 project.</summary>
    private const string AnnotatorsSql = "SELECT id, standing, golds_answered, golds_correct, time_bins FROM annotators WHERE project_id = $1 AND golds_answered > 0";

    /// <summary>$1 project, $2 newest comparisons, $3 fewest with a tag.</summary>
    private static readonly string TagsSql =
        $$"""
        WITH newest AS (SELECT metadata FROM comparisons WHERE project_id = $1 AND use = 1 ORDER BY id DESC LIMIT $2),
        tags AS (
            SELECT value #>> '{}' AS tag, count(*)::int AS comparisons
            FROM newest CROSS JOIN LATERAL jsonb_path_query(metadata, '$.*[*] ? (@.type() == "string")') AS value
            GROUP BY 1 HAVING count(*) >= $3 ORDER BY 2 DESC, 1 LIMIT 20)
        SELECT t.tag, t.comparisons, (
            SELECT count(*)::int FROM comparisons g
            WHERE g.project_id = $1 AND g.use = 2 AND g.gold_retired_at IS NULL
              AND {{TagSql.Holds("g.metadata", "t.tag")}})
        FROM tags t WHERE length(t.tag) BETWEEN 1 AND 100 ORDER BY 2 DESC, 1
        """;

    public async Task<GoldTable> LoadAsync(GoldListRequest request, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(AnnotatorsSql, request.ProjectId.Value),
            Sql.Statement(AnswersSql, request.ProjectId.Value, NewestAnswers),
            Sql.Statement(GoldsSql, request.ProjectId.Value, request.Tag ?? ""));
        var annotators = await ReadAnnotatorsAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var answers = await ReadAnswersAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var (golds, cap, tiesAllowed) = await ReadGoldsAsync(reader, annotators, answers, ct);
        var matching = Sorted(golds.Where(gold => gold.HasTag).Select(gold => gold.Row).Where(gold => Matches(gold, request)), request.Order).ToList();
        var from = request.After is { } after ? matching.FindIndex(gold => gold.Id == after) + 1 : 0;
        var page = matching.Skip(from).Take(request.Size).ToList();
        return new GoldTable(
            page, matching.Count, from + page.Count < matching.Count ? page[^1].Id : null, GoldCoverage.Of([.. golds.Select(gold => gold.Row)], cap, tiesAllowed));
    }

    public async Task<IReadOnlyList<TagCoverage>> LoadTagsAsync(ProjectId project, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(TagsSql, project.Value, NewestComparisons, FewestWithTag));
        var tags = new List<TagCoverage>();
        while (await reader.ReadAsync(ct))
        {
            tags.Add(new TagCoverage(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return tags;
    }

    private static async Task<Dictionary<long, Known>> ReadAnnotatorsAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var annotators = new Dictionary<long, Known>();
        while (await reader.ReadAsync(ct))
        {
            var bins = reader.GetFieldValue<int[]>(4);
            annotators[reader.GetInt64(0)] = new Known(
                (Standing)reader.GetInt16(1), reader.GetInt32(2), reader.GetInt32(3),
                bins.Length == LogTimeHistogram.BinCount ? LogTimeHistogram.Quantile(bins, .5).Value : null);
        }

        return annotators;
    }

    private static async Task<ILookup<long, Given>> ReadAnswersAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var answers = new List<Given>();
        while (await reader.ReadAsync(ct))
        {
            answers.Add(new Given(reader.GetInt64(0), reader.GetInt64(1), (Preference)reader.GetInt16(2), reader.Nullable<double>(3)));
        }

        return answers.ToLookup(answer => answer.Gold);
    }

    private static async Task<(List<(GoldRow Row, bool HasTag)> Golds, int? Cap, bool TiesAllowed)> ReadGoldsAsync(
        NpgsqlDataReader reader, Dictionary<long, Known> annotators, ILookup<long, Given> answers, CancellationToken ct)
    {
        var (golds, cap, tiesAllowed) = (new List<(GoldRow, bool)>(), (int?)null, true);
        while (await reader.ReadAsync(ct))
        {
            (cap, tiesAllowed) = (reader.Nullable<int>(7), reader.GetBoolean(8));
            if (reader.IsDBNull(0))
            {
                continue;
            }

            var (id, expected, exposures) = (reader.GetInt64(0), (Preference)reader.GetInt16(4), reader.GetInt32(5));
            var state = reader.GetBoolean(6) ? GoldState.Retired : exposures >= cap ? GoldState.Exposed : GoldState.InRotation;
            golds.Add((
                new GoldRow(
                    new ComparisonId(id), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), expected, reader.GetBoolean(9), exposures, state,
                    GoldFigures.Of([.. answers[id].Where(given => annotators.ContainsKey(given.Annotator)).Select(given => annotators[given.Annotator].Answer(given, expected))])),
                reader.GetBoolean(10)));
        }

        return (golds, cap, tiesAllowed);
    }

    private static bool Matches(GoldRow gold, GoldListRequest request) =>
        (request.State is null || gold.State == request.State)
        && (request.Answer is null || gold.Expected.Direction == request.Answer)
        && request.Signal switch
        {
            GoldSignal.Leaked => gold.Figures.IsLeaked,
            GoldSignal.Ambiguous => gold.Figures.IsAmbiguous,
            _ => true,
        };

    /// <summary>What is not known comes last; of equals the older one first.</summary>
    private static IOrderedEnumerable<GoldRow> Sorted(IEnumerable<GoldRow> golds, GoldOrder order) => order switch
    {
        GoldOrder.Wrong => golds.OrderBy(Share).ThenBy(gold => gold.Id.Value),
        GoldOrder.Discrimination => golds.OrderBy(gold => gold.Figures.Discrimination.Value ?? 2).ThenBy(gold => gold.Id.Value),
        GoldOrder.Exposure => golds.OrderByDescending(gold => gold.Exposures).ThenBy(gold => gold.Id.Value),
        GoldOrder.Time => golds.OrderByDescending(gold => gold.Figures.MedianSeconds ?? -1).ThenBy(gold => gold.Id.Value),
        GoldOrder.Newest => golds.OrderByDescending(gold => gold.Id.Value),
        _ => golds.OrderBy(gold => gold.State == GoldState.Retired || !(gold.Figures.IsAmbiguous || gold.Figures.IsLeaked))
            .ThenBy(Share).ThenBy(gold => gold.Id.Value),
    };

    private static double Share(GoldRow gold) => gold.Figures.Right.Estimate.Value ?? 2;

    private readonly record struct Given(long Gold, long Annotator, Preference Answer, double? Seconds);

    private sealed record Known(Standing Standing, int Answered, int Correct, double? UsualSeconds)
    {
        public GoldAnswer Answer(Given given, Preference expected)
        {
            // A change that is not scored yet may leave the tally one behind.
            var isRight = GoldScoring.IsCorrect(given.Answer, expected);
            var others = Answered - 1;
            return new GoldAnswer(
                given.Answer, isRight, Standing, new GoldTally(others, Math.Clamp(Correct - (isRight ? 1 : 0), 0, others)), given.Seconds, UsualSeconds);
        }
    }
}
