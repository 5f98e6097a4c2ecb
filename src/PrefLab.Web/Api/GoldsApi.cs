using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Golds;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Api;

/// <summary>Golds, for leads and operations; leads retire them, bring them back and make proposals golds.</summary>
public static class GoldsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var golds = api.MapGroup("/projects/{projectId}/golds").WithTags("Golds");
        golds.MapGet("/", ListAsync).RequireAuthorization(Policies.ProjectOperations)
            .WithSummary("Golds with difficulty, discrimination, exposure and signals; state is InRotation, Exposed or Retired, signal Leaked or Ambiguous, answer A, Tie or B, sort Signals, Wrong, Discrimination, Exposure, Time or Newest.");
        golds.MapGet("/proposals", ProposalsAsync).RequireAuthorization(Policies.ProjectOperations)
            .WithSummary("Ordinary comparisons on whose direction three reliable annotators or more agree, and none differs.");
        golds.MapPost("/proposals", MakeAsync).RequireAuthorization(Policies.ProjectLead).WithSummary("Makes up to 50 proposals golds; what is no proposal any more is refused with its reason.");
        golds.MapPost("/{goldId}/retire", RetireAsync).RequireAuthorization(Policies.ProjectLead).WithSummary("Takes a gold out of rotation; nobody is scored anew.");
        golds.MapPost("/{goldId}/return", ReturnAsync).RequireAuthorization(Policies.ProjectLead).WithSummary("Brings a retired gold back.");
        golds.MapGet("/rescores", RescoresAsync).RequireAuthorization(Policies.ProjectOperations).WithSummary("The last five changes of known answers: how many annotators are scored anew, and what came of it.");
    }

    private static async Task<Results<Ok<ListReply>, ValidationProblem>> ListAsync(
        ProjectId projectId, string? state, string? signal, string? answer, string? tag, string? sort, ComparisonId? after, int? size, GoldTableQuery golds, CancellationToken ct)
    {
        if (tag?.Length > Limits.Name || tag?.IsStorable() == false)
        {
            return Problems.Invalid("tag", $"A tag has at most {Limits.Name} characters, and no NUL.");
        }

        if (size is < 1 or > GoldTableQuery.MaxSize)
        {
            return Problems.Invalid("size", $"The size is 1 to {GoldTableQuery.MaxSize}.");
        }

        var wrong = OneName.Check<GoldState>(state, "state") ?? OneName.Check<GoldSignal>(signal, "signal") ?? OneName.Check<Direction>(answer, "answer") ?? OneName.Check<GoldOrder>(sort, "sort");
        if (wrong is not null)
        {
            return Problems.Invalid([wrong]);
        }

        var table = await golds.LoadAsync(
            new GoldListRequest(
                projectId, OneName.Parse<GoldState>(state), OneName.Parse<GoldSignal>(signal), OneName.Parse<Direction>(answer), tag, OneName.Parse<GoldOrder>(sort) ?? GoldOrder.Signals, after, size ?? 50),
            ct);
        return TypedResults.Ok(new ListReply([.. table.Rows.Select(GoldReply.Of)], table.Found, table.Next, table.Coverage));
    }

    private static async Task<Ok<IReadOnlyList<RescoreReply>>> RescoresAsync(ProjectId projectId, GoldRescoreQuery rescores, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<RescoreReply>>([.. (await rescores.LoadAsync(projectId, ct)).Select(row => new RescoreReply(
            row.Comparison, row.ExternalId, row.From?.Symbol, row.To?.Symbol, row.RequestedAt, row.Annotators, row.Done, row.Rescored, row.Flagged, row.Reinstated, row.FinishedAt))]);

    private static async Task<Ok<ProposalsReply>> ProposalsAsync(ProjectId projectId, ComparisonId? after, GoldProposals proposals, CancellationToken ct)
    {
        var page = await proposals.LoadAsync(projectId, after, ct);
        return TypedResults.Ok(new ProposalsReply(
            [.. page.Proposals.Select(it => new ProposalReply(it.Id, it.ExternalId, it.Expected.Symbol, it.Reliable, it.Levels))], page.Next));
    }

    private static async Task<Results<Ok<MadeGolds>, ValidationProblem>> MakeAsync(
        ProjectId projectId, MakeRequest request, GoldProposals proposals, Actor actor, CancellationToken ct) =>
        request.Comparisons is { Count: >= 1 and <= GoldProposals.Most } wanted
            ? TypedResults.Ok(await proposals.MakeAsync(projectId, wanted, actor.PersonId, ct))
            : Problems.Invalid("comparisons", $"Name 1 to {GoldProposals.Most} comparisons.");

    private static async Task<Results<NoContent, NotFound>> RetireAsync(ProjectId projectId, ComparisonId goldId, GoldRotation rotation, Actor actor, CancellationToken ct) =>
        Answer(await rotation.RetireAsync(projectId, goldId, actor.PersonId, ct));

    private static async Task<Results<NoContent, NotFound>> ReturnAsync(ProjectId projectId, ComparisonId goldId, GoldRotation rotation, Actor actor, CancellationToken ct) =>
        Answer(await rotation.ReturnAsync(projectId, goldId, actor.PersonId, ct));

    private static Results<NoContent, NotFound> Answer(RotationResult result) => result == RotationResult.NotFound ? TypedResults.NotFound() : TypedResults.NoContent();

    public sealed record MakeRequest(IReadOnlyList<ComparisonId>? Comparisons);

    /// <param name="After">Where the next page begins; null at the end.</param>
    public sealed record ListReply(IReadOnlyList<GoldReply> Golds, int Found, ComparisonId? After, GoldCoverage Coverage);

    /// <param name="Right">The share of right first answers: the difficulty of the item.</param>
    /// <param name="Contradicted">The share of reliable annotators who say otherwise.</param>
    public sealed record GoldReply(
        ComparisonId Id, string ExternalId, string Expected, string State, int Exposures, int Answers, NumberReply Right, double? Discrimination, NumberReply Contradicted,
        double? MedianSeconds, bool IsAmbiguous, bool IsLeaked)
    {
        public static GoldReply Of(GoldRow row) => new(
            row.Id, row.ExternalId, row.Expected.Symbol, row.State.ToString(), row.Exposures, row.Figures.Answers, NumberReply.Of(row.Figures.Right),
            row.Figures.Discrimination.Value, NumberReply.Of(row.Figures.Contradiction), row.Figures.MedianSeconds, row.Figures.IsAmbiguous, row.Figures.IsLeaked);
    }

    public sealed record RescoreReply(
        ComparisonId Comparison, string ExternalId, string? From, string? To, DateTimeOffset RequestedAt, int Annotators, int Done, int Rescored, int Flagged, int Reinstated,
        DateTimeOffset? FinishedAt);

    public sealed record ProposalsReply(IReadOnlyList<ProposalReply> Proposals, ComparisonId? After);

    /// <param name="Levels">All labels that count, on A&gt;&gt; to B&gt;&gt;.</param>
    public sealed record ProposalReply(ComparisonId Id, string ExternalId, string Expected, int Reliable, IReadOnlyList<int> Levels);
}
