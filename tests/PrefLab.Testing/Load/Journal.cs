using System.Collections.Concurrent;
using Npgsql;
using PrefLab.Core;

namespace PrefLab.Testing.Load;

/// <summary>What was acknowledged, to be compared with what the schema <c>audit</c> shows.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<Guid, Entry> entries = new();
    private readonly ConcurrentDictionary<(ApiWorker Worker, string Prompt), bool> answered = new();
    private long contradictions;
    private long servedAgain;

    public int Count => entries.Count;

    /// <summary>Answers to one key that named different labels.</summary>
    public long Contradictions => Interlocked.Read(ref contradictions);

    /// <summary>Texts served to somebody who had answered them.</summary>
    public long ServedAgain => Interlocked.Read(ref servedAgain);

    public void Served(ApiWorker worker, string prompt)
    {
        if (answered.ContainsKey((worker, prompt)))
        {
            Interlocked.Increment(ref servedAgain);
        }
    }

    public void Acknowledged(ApiWorker worker, string prompt, Guid key, Guid token, int answer, long label)
    {
        answered[(worker, prompt)] = true;
        if (entries.GetOrAdd(key, new Entry(token, answer, label)).Label != label)
        {
            Interlocked.Increment(ref contradictions);
        }
    }

    /// <summary>Compares with the database (P1, P3, P4).</summary>
    /// <returns>Acknowledged labels that are missing or have another preference, rows more than keys, and pairs of a person and a comparison with two current labels.</returns>
    public async Task<(long Lost, long Doubled, long Twice)> CompareAsync(Core.Storage.Database database, ProjectId project)
    {
        var rows = new Dictionary<Guid, (long Label, int Preference, bool LeftIsA)>();
        var people = new HashSet<(long Annotator, long Comparison)>();
        var (doubled, twice) = (0L, 0L);
        await using var command = database.Bulk.CreateCommand(
            """
            SELECT l.submission_key, l.id, l.preference, s.left_is_a, l.annotator_id, l.comparison_id
            FROM audit.label l JOIN audit.assignment s ON s.project_id = l.project_id AND s.id = l.assignment_id
            WHERE l.project_id = $1 AND l.superseded_by IS NULL
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = project.Value });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            doubled += rows.TryAdd(reader.GetGuid(0), (reader.GetInt64(1), reader.GetInt16(2), reader.GetBoolean(3))) ? 0 : 1;
            twice += people.Add((reader.GetInt64(4), reader.GetInt64(5))) ? 0 : 1;
        }

        return (entries.LongCount(entry => !IsStored(entry.Value, rows, entry.Key)), doubled, twice);
    }

    private static bool IsStored(Entry entry, Dictionary<Guid, (long Label, int Preference, bool LeftIsA)> rows, Guid key) =>
        rows.TryGetValue(key, out var row) && row.Label == entry.Label && row.Preference == (row.LeftIsA ? entry.Answer - 1 : 5 - entry.Answer);

    private sealed record Entry(Guid Token, int Answer, long Label);
}
