using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Comparisons, for leads and operations; golds are set by leads.</summary>
public static class ComparisonsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var comparisons = api.MapGroup("/projects/{projectId}/comparisons").WithTags("Comparisons");
        comparisons.MapGet("/", ListAsync).RequireAuthorization(Policies.ProjectOperations)
            .WithSummary("Browses by key, 50 a page; search looks for the start of an external id, or for text in prompt and responses with in=text.");
        comparisons.MapGet("/{comparisonId}", GetAsync).RequireAuthorization(Policies.ProjectOperations).WithSummary("One comparison.");
        comparisons.MapPut("/{comparisonId}/gold", SetGoldAsync).RequireAuthorization(Policies.ProjectLead)
            .WithSummary("Makes it a gold with this answer (A>>, A>, =, B>, B>>), or an ordinary comparison when the preference is null. use is gold, or training or qualification for the onboarding.");
    }

    private static async Task<Results<Ok<ListReply>, ValidationProblem>> ListAsync(
        ProjectId projectId, ComparisonId? after, string? search, string? @in, string? filter, int? size, ComparisonListQuery query, CancellationToken ct)
    {
        if (search?.Length > ComparisonListQuery.MaxSearch || search?.IsStorable() == false)
        {
            return Problems.Invalid("search", $"At most {ComparisonListQuery.MaxSearch} characters are searched for, and no NUL.");
        }

        if (size is < 1 or > ComparisonListQuery.MaxSize)
        {
            return Problems.Invalid("size", $"The size is 1 to {ComparisonListQuery.MaxSize}.");
        }

        if (@in is not (null or "" or "id" or "text"))
        {
            return Problems.Invalid("in", "in is id or text.");
        }

        ComparisonFilter? wanted = filter switch
        {
            null or "" or "all" => ComparisonFilter.All,
            "gold" => ComparisonFilter.Gold,
            "open" => ComparisonFilter.Open,
            "labelled" => ComparisonFilter.Labelled,
            "onboarding" => ComparisonFilter.Onboarding,
            _ => null,
        };
        if (wanted is null)
        {
            return Problems.Invalid("filter", "The filter is all, gold, open, labelled or onboarding.");
        }

        var list = await query.RunAsync(new ComparisonListRequest(projectId, wanted.Value, search, @in == "text", after, size ?? 50), ct);
        return TypedResults.Ok(new ListReply(
            [.. list.Rows.Select(row => new RowReply(row.Id, row.ExternalId, row.Prompt, row.PromptIsChat, row.Use.ToString().ToLowerInvariant(), row.Gold?.Symbol, row.Overlap, row.Taken, row.Labels, row.Priority))],
            list.Next,
            list.SearchGoesOn));
    }

    private static async Task<Results<Ok<ComparisonReply>, NotFound>> GetAsync(ProjectId projectId, ComparisonId comparisonId, PrefLabDb db, CancellationToken ct) =>
        await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ProjectId == projectId && c.Id == comparisonId, ct) is { } c
            ? TypedResults.Ok(new ComparisonReply(
                c.Id, c.ExternalId, c.Prompt, c.PromptIsChat, c.ResponseA, c.ResponseB, c.ModelA, c.ModelB, c.Metadata, c.ImportedLabels,
                c.Use.ToString().ToLowerInvariant(), c.GoldPreference?.Symbol, c.GoldExplanation, c.Overlap, c.Taken, c.Priority, [c.N0, c.N1, c.N2, c.N3, c.N4]))
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem>> SetGoldAsync(
        ProjectId projectId, ComparisonId comparisonId, GoldRequest request, Actor actor, ComparisonEdit edit, CancellationToken ct)
    {
        if (request.Preference is null)
        {
            return Answer(await edit.RemoveGoldAsync(projectId, comparisonId, actor.PersonId, ct));
        }

        if (KnownUses.Parse(request.Use ?? "gold") is not { } use)
        {
            return Problems.Invalid("use", "The use is gold, training or qualification.");
        }

        return Preference.TryParseSymbol(request.Preference, out var preference)
            ? Answer(await edit.SetGoldAsync(projectId, comparisonId, preference, request.Explanation, actor.PersonId, ct, use))
            : Problems.Invalid("preference", "The preference is one of A>>, A>, =, B>, B>>, or null.");
    }

    private static Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem> Answer(ComparisonEditResult result) => result switch
    {
        ComparisonEditResult.Done => TypedResults.NoContent(),
        ComparisonEditResult.InWork => Problems.Of(409, "Somebody has this comparison before them right now. Try again when they are done; nothing was changed."),
        ComparisonEditResult.Invalid invalid => Problems.Invalid(invalid.Field, invalid.Reason),
        _ => TypedResults.NotFound(),
    };

    public sealed record GoldRequest(string? Preference, string? Explanation, string? Use = null);

    /// <param name="After">Where the next page begins; null at the end.</param>
    /// <param name="SearchGoesOn">Not everything was searched yet.</param>
    public sealed record ListReply(IReadOnlyList<RowReply> Comparisons, ComparisonId? After, bool SearchGoesOn);

    /// <param name="Prompt">Its first 240 characters.</param>
    public sealed record RowReply(
        ComparisonId Id, string ExternalId, string Prompt, bool PromptIsChat, string Use, string? Gold, int Overlap, int Taken, int Labels, int Priority);

    /// <param name="Use"><c>label</c>, <c>gold</c>, <c>training</c> or <c>qualification</c>.</param>
    /// <param name="Levels">Current labels on A&gt;&gt;, A&gt;, =, B&gt;, B&gt;&gt;.</param>
    public sealed record ComparisonReply(
        ComparisonId Id, string ExternalId, string Prompt, bool PromptIsChat, string ResponseA, string ResponseB, string? ModelA, string? ModelB,
        string? Metadata, string? ImportedLabels, string Use, string? Gold, string? GoldExplanation, int Overlap, int Taken, int Priority, int[] Levels);
}
