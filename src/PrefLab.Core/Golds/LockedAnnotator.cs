using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>An annotator whose row is locked, and all that they answered.</summary>
/// <param name="IsStandingOfATest">Whether a live test flagged or paused them, and not somebody.</param>
/// <param name="IsPending">Whether they have to go through the onboarding before any work.</param>
internal sealed record LockedAnnotator(
    Standing Standing, DateTimeOffset Since, LabelId EvidenceAfter, GoldTally Golds, bool HasConcern, QualityPolicy Quality, DateTimeOffset Now,
    bool IsStandingOfATest, bool IsPending, LabelId DropsAfter, IReadOnlyList<ScoredAnswer> Answers)
{
    public static async Task<LockedAnnotator?> LoadAsync(NpgsqlConnection connection, ProjectId project, long annotator, CancellationToken ct)
    {
        LockedAnnotator locked;
        await using (var reader = await connection.ReadAsync(
            ct, Sql.Statement(GoldRescoreSql.LockAnnotator, project.Value, annotator, LiveTestOutcome.PausedByTest)))
        {
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            locked = new LockedAnnotator(
                (Standing)reader.GetInt16(0), reader.GetFieldValue<DateTimeOffset>(1), new LabelId(reader.GetInt64(2)),
                new GoldTally(reader.GetInt32(3), reader.GetInt32(4)), !reader.IsDBNull(5), QualityPolicy.FromJson(reader.GetString(6)),
                reader.GetFieldValue<DateTimeOffset>(7), reader.GetBoolean(8), reader.GetBoolean(9), new LabelId(reader.GetInt64(10)), []);
        }

        // A statement of its own: it sees what was committed while this one waited for the lock.
        await using var answers = await connection.ReadAsync(ct, Sql.Statement(GoldRescoreSql.Answers, project.Value, annotator, locked.EvidenceAfter.Value));
        var found = new List<ScoredAnswer>();
        while (await answers.ReadAsync(ct))
        {
            found.Add(new ScoredAnswer(
                new LabelId(answers.GetInt64(0)), new ComparisonId(answers.GetInt64(1)), (Preference)answers.GetInt16(2), (Preference)answers.GetInt16(3),
                answers.GetBoolean(4), answers.GetBoolean(5), answers.GetBoolean(6),
                answers.IsDBNull(7) ? null : (Preference)answers.GetInt16(7), Votes.Read(answers, 8)));
        }

        return locked with { Answers = found };
    }

    public Rescoring Score(IReadOnlyDictionary<ComparisonId, Preference?>? before = null) => Rescoring.Of(Quality, EvidenceAfter, DropsAfter, Answers, before);
}
