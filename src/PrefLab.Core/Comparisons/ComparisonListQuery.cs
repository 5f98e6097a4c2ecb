using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Comparisons;

public enum ComparisonFilter
{
    All,
    Gold,
    Open,
    Labelled,
    Onboarding,
}

/// <param name="Search">Part of an external id from its start, or of prompt and responses anywhere; null for all.</param>
/// <param name="After">The last comparison of the page before.</param>
public sealed record ComparisonListRequest(
    ProjectId ProjectId, ComparisonFilter Filter = ComparisonFilter.All, string? Search = null, bool InText = false, ComparisonId? After = null, int Size = 50);

public sealed record ComparisonListRow(
    ComparisonId Id, string ExternalId, string Prompt, bool PromptIsChat, ComparisonUse Use, Preference? Gold, int Overlap, int Taken, int Labels, int Priority);

/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="SearchGoesOn">The page ends because enough was searched, not because it is full.</param>
public sealed record ComparisonList(IReadOnlyList<ComparisonListRow> Rows, ComparisonId? Next, bool SearchGoesOn);

/// <summary>Browses the comparisons of a project by key. A text search looks at a bounded number of rows a page.</summary>
public sealed class ComparisonListQuery(Database database)
{
    public const int MaxSize = 200;
    public const int RowsSearched = 20_000;
    public const int MaxSearch = Limits.ExternalId;

    /// <summary>Bytes of text searched for a page, as they are and not as they are packed; a project of very long texts takes more pages instead of more time.</summary>
    private const int TextSearched = 4_000_000;
    private const int Excerpt = 240;

    public async Task<ComparisonList> RunAsync(ComparisonListRequest request, CancellationToken ct)
    {
        var after = request.After?.Value ?? 0;
        var search = string.IsNullOrEmpty(request.Search) ? null : request.Search;
        var until = search is not null && request.InText ? await EndOfSearchAsync(request.ProjectId, after, ct) : null;
        List<ComparisonListRow> rows = [];
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            $"""
            SELECT id, external_id, left(prompt, {Excerpt}), prompt_is_chat, gold_preference, overlap, taken, n0 + n1 + n2 + n3 + n4, priority, use
            FROM comparisons
            WHERE project_id = $1 AND id > $2 AND id <= $3
                AND {Condition(request.Filter)} AND {Match(search, request.InText)}
            ORDER BY id LIMIT $5
            """,
            request.ProjectId.Value, after, until ?? long.MaxValue, search ?? "", request.Size + 1));
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new ComparisonListRow(
                new ComparisonId(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
                (ComparisonUse)reader.GetInt16(9), reader.Nullable<short>(4) is { } gold ? (Preference)gold : null,
                reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8)));
        }

        if (rows.Count > request.Size)
        {
            rows.RemoveAt(request.Size);
            return new ComparisonList(rows, rows[^1].Id, false);
        }

        return new ComparisonList(rows, until is { } end ? new ComparisonId(end) : null, until is not null);
    }

    /// <summary>Fixed texts only; what people type is a parameter.</summary>
    private static string Condition(ComparisonFilter filter) => filter switch
    {
        ComparisonFilter.Gold => "use = 2",
        ComparisonFilter.Onboarding => "use > 2",
        ComparisonFilter.Open => "is_open",
        ComparisonFilter.Labelled => "n0 + n1 + n2 + n3 + n4 > 0",
        _ => "TRUE",
    };

    private static string Match(string? search, bool inText) => (search, inText) switch
    {
        (null, _) => "$4 = ''",
        (_, true) => "(strpos(lower(prompt), lower($4)) > 0 OR strpos(lower(response_a), lower($4)) > 0 OR strpos(lower(response_b), lower($4)) > 0)",
        _ => "starts_with(external_id, $4)",
    };

    /// <returns>The last id to be searched this time; null when that is all of them.</returns>
    private async Task<long?> EndOfSearchAsync(ProjectId project, long after, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            $"""
            SELECT id FROM (
                SELECT id, row_number() OVER w AS number, sum(octet_length(prompt) + octet_length(response_a) + octet_length(response_b)) OVER w AS bytes
                FROM (SELECT * FROM comparisons WHERE project_id = $1 AND id > $2 ORDER BY id LIMIT {RowsSearched}) c
                WINDOW w AS (ORDER BY id)) sized
            WHERE number = {RowsSearched} OR bytes > {TextSearched} ORDER BY id LIMIT 1
            """,
            project.Value, after));
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : null;
    }
}
