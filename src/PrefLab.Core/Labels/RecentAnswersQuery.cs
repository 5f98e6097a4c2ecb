using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Labels;

/// <summary>One of a person's last answers.</summary>
/// <param name="Stands">The answer after its corrections.</param>
/// <param name="AnsweredAt">When it was answered first.</param>
/// <param name="Counts">Whether it counts, which it does unless it is excluded.</param>
/// <param name="Correctable">Whether a correction would be taken now.</param>
public sealed record RecentAnswer(Guid Token, string PromptExcerpt, StoredAnswer Stands, DateTimeOffset AnsweredAt, bool Counts, bool Correctable);

/// <summary>Reads a person's own last ten answers, newest first: what can be corrected.</summary>
public sealed class RecentAnswersQuery(Database database)
{
    private const int ExcerptLength = 120;

    public async Task<IReadOnlyList<RecentAnswer>> LoadAsync(ProjectId project, long person, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadPreparedAsync(
            ct, Sql.Statement(CorrectionSql.Recent, project.Value, person, CorrectionService.MostOfOne));
        var answers = new List<RecentAnswer>();
        while (await reader.ReadAsync(ct))
        {
            answers.Add(new RecentAnswer(
                reader.GetGuid(0), PromptExcerpt.Of(reader.GetString(1), reader.GetBoolean(2), ExcerptLength), StoredAnswer.Read(reader, 6),
                reader.GetFieldValue<DateTimeOffset>(3), reader.GetBoolean(5), reader.GetBoolean(4)));
        }

        return answers;
    }
}
