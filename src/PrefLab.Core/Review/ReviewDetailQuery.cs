using Npgsql;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Review;

/// <summary>Reads one disputed comparison for one person; the only place that decides what that person may see of the votes.</summary>
public sealed class ReviewDetailQuery(Database database)
{
    private const int MostAnswers = 500;

    private const int ExcerptLength = 160;

    /// <summary>$1 project, $2 comparison.</summary>
    private const string FindSql =
        """
        SELECT c.external_id, c.prompt, c.prompt_is_chat, c.response_a, c.response_b, c.model_a, c.model_b, c.dispute, c.flags, c.use,
               c.n0, c.n1, c.n2, c.n3, c.n4, p.ties_allowed,
               r.expert_id, r.state, r.expires_at, r.expires_at > now(), r.left_is_a, r.blind_preference, r.preference, r.reason, r.became, r.decided_at,
               (SELECT u.display_name FROM people u WHERE u.id = r.expert_id)
        FROM comparisons c
        JOIN projects p ON p.id = c.project_id
        LEFT JOIN reviews r ON r.project_id = c.project_id AND r.comparison_id = c.id AND r.state IN (1, 2)
        WHERE c.project_id = $1 AND c.id = $2
        """;

    /// <summary>The answers that count. $1 project, $2 comparison, $3 limit.</summary>
    private const string AnswersSql =
        """
        SELECT l.preference, l.both_bad, l.flagged, l.comment FROM labels l
        WHERE l.project_id = $1 AND l.comparison_id = $2 AND l.is_current AND NOT l.excluded
        ORDER BY coalesce(l.supersedes, l.id) LIMIT $3
        """;

    /// <returns>Null when there is no such comparison in the project.</returns>
    public async Task<ReviewView?> LoadAsync(ProjectId project, ComparisonId comparison, long person, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement(FindSql, project.Value, comparison.Value), Sql.Statement(AnswersSql, project.Value, comparison.Value, MostAnswers));
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var view = ReadView(reader, comparison, person);
        if (view.Step is not (ReviewStep.Decide or ReviewStep.Decided))
        {
            return view;
        }

        int[] levels = [.. Enumerable.Range(10, PreferenceLevels.Count).Select(reader.GetInt32)];
        var models = (A: reader.NullableString(5), B: reader.NullableString(6));
        await reader.NextResultAsync(ct);
        var answers = new List<ReviewedAnswer>();
        while (await reader.ReadAsync(ct))
        {
            answers.Add(new ReviewedAnswer(
                answers.Count + 1, ((Preference)reader.GetInt16(0)).ToDisplayed(view.LeftIsA), reader.GetBoolean(1), reader.GetBoolean(2), reader.NullableString(3)));
        }

        return view with
        {
            Seen = new ReviewEvidence(
                view.LeftIsA ? levels : [.. levels.Reverse()], answers, view.LeftIsA ? models.A : models.B, view.LeftIsA ? models.B : models.A),
        };
    }

    private static ReviewView ReadView(NpgsqlDataReader reader, ComparisonId comparison, long person)
    {
        var (prompt, isChat) = (reader.GetString(1), reader.GetBoolean(2));
        var dispute = (DisputeReasons)reader.GetInt16(7);
        var step = reader.Nullable<short>(17) is { } state
            ? StepOf((ReviewState)state, isOwn: reader.GetInt64(16) == person, isLive: reader.GetBoolean(19), isAnswered: !reader.IsDBNull(21), dispute)
            : StepOf(dispute);
        var view = new ReviewView(
            comparison, reader.GetString(0), PromptExcerpt.Of(prompt, isChat, ExcerptLength), dispute, reader.GetInt32(8), reader.GetBoolean(15), step);
        if (step is ReviewStep.Busy)
        {
            return view with { Until = reader.GetFieldValue<DateTimeOffset>(18) };
        }

        if (step is not (ReviewStep.Blind or ReviewStep.Decide or ReviewStep.Decided))
        {
            return view;
        }

        var leftIsA = reader.GetBoolean(20);
        var (a, b) = (reader.GetString(3), reader.GetString(4));
        return view with
        {
            Until = step == ReviewStep.Decided ? null : reader.GetFieldValue<DateTimeOffset>(18),
            LeftIsA = leftIsA,
            Item = new ServedAssignment(Guid.Empty, null, prompt, isChat, leftIsA ? a : b, leftIsA ? b : a, default),
            BlindAnswer = reader.Nullable<short>(21) is { } blind ? ((Preference)blind).ToDisplayed(leftIsA) : null,
            Decision = step != ReviewStep.Decided ? null : new DecisionView(
                ((Preference)reader.GetInt16(22)).ToDisplayed(leftIsA), reader.GetString(23), (BecomesUse)reader.GetInt16(24), reader.NullableString(26) ?? "",
                reader.GetInt64(16) == person, reader.GetFieldValue<DateTimeOffset>(25)),
        };
    }

    private static ReviewStep StepOf(DisputeReasons dispute) => dispute == DisputeReasons.None ? ReviewStep.NotDisputed : ReviewStep.Waiting;

    private static ReviewStep StepOf(ReviewState state, bool isOwn, bool isLive, bool isAnswered, DisputeReasons dispute) => state switch
    {
        ReviewState.Decided => ReviewStep.Decided,
        _ when isOwn => isAnswered ? ReviewStep.Decide : ReviewStep.Blind,
        _ when isLive => ReviewStep.Busy,
        _ => StepOf(dispute),
    };
}
