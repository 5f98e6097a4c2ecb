using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Work for annotators, and named assignment for leads.</summary>
public static class AssignmentsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var assignments = api.MapGroup("/projects/{projectId}/assignments").WithTags("Assignments");
        assignments.MapPost("/next", NextAsync).RequireAuthorization(Policies.ProjectAnnotator)
            .WithSummary("Tops up the assignments in hand and returns them; a retry returns the same ones.");
        assignments.MapPost("/{token:guid}/skip", SkipAsync).RequireAuthorization(Policies.ProjectAnnotator)
            .WithSummary("Gives the place back; the comparison does not return to this person.");
        assignments.MapPost("/{token:guid}/renew", RenewAsync).RequireAuthorization(Policies.ProjectAnnotator)
            .WithSummary("Extends a lease by 30 minutes from now.");
        assignments.MapPut("/{token:guid}/draft", SaveDraftAsync).RequireAuthorization(Policies.ProjectAnnotator)
            .WithSummary("Keeps what is entered and not submitted; the last one stands. An empty draft clears it.");
        assignments.MapPost("/", AssignAsync).RequireAuthorization(Policies.ProjectLead)
            .WithSummary("Gives a comparison to an annotator by name; asked again while it is held, it answers the same.");
    }

    private static async Task<Results<Ok<NextReply>, NotFound, ValidationProblem>> NextAsync(
        ProjectId projectId, NextRequest request, Actor actor, AssignmentService service, CancellationToken ct)
    {
        if (request.Count is < 1 or > AssignmentService.MaxHeld)
        {
            return Problems.Invalid("count", $"A whole number from 1 to {AssignmentService.MaxHeld}.");
        }

        return NextReply.From(await service.NextAsync(projectId, actor.PersonId, request.Count, ct)) is { } reply
            ? TypedResults.Ok(reply)
            : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> SaveDraftAsync(
        ProjectId projectId, Guid token, Draft draft, Actor actor, DraftService service, CancellationToken ct) =>
        await service.SaveAsync(projectId, actor.PersonId, token, draft, ct) switch
        {
            DraftResult.Saved => TypedResults.NoContent(),
            DraftResult.Invalid invalid => Problems.Invalid(invalid.Field, invalid.Reason),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem>> SkipAsync(
        ProjectId projectId, Guid token, SkipRequest request, Actor actor, LeaseService service, CancellationToken ct)
    {
        if (!Enum.IsDefined(request.Reason))
        {
            return Problems.Invalid("reason", $"The reason is one of {string.Join(", ", Enum.GetNames<SkipReason>())}.");
        }

        if (request.Comment?.Length > Limits.Reason)
        {
            return Problems.Invalid("comment", $"The comment has {request.Comment.Length} UTF-16 units; at most {Limits.Reason} are allowed.");
        }

        if (request.Comment?.IsStorable() == false)
        {
            return Problems.Invalid("comment", "The comment has a character that cannot be stored: NUL.");
        }

        return await service.SkipAsync(projectId, actor.PersonId, token, request.Reason, request.Comment, ct) switch
        {
            SkipResult.Skipped => TypedResults.NoContent(),
            SkipResult.NoneLeft => Problems.Of(409, "No skips are left in this batch; harmful content can always be skipped. Nothing was changed."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<RenewReply>, NotFound>> RenewAsync(
        ProjectId projectId, Guid token, Actor actor, LeaseService service, CancellationToken ct) =>
        await service.RenewAsync(projectId, actor.PersonId, token, ct) is { } expiresAt
            ? TypedResults.Ok(new RenewReply(expiresAt))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<AssignReply>, ProblemHttpResult, ValidationProblem>> AssignAsync(
        ProjectId projectId, AssignRequest request, Actor actor, NamedAssignmentService service, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.ExternalId) || request.ExternalId.Length > Limits.ExternalId || !request.ExternalId.IsStorable())
        {
            return Problems.Invalid("externalId", $"The external id has 1 to {Limits.ExternalId} characters, and no NUL.");
        }

        return await service.AssignAsync(projectId, [request.ExternalId], request.AnnotatorId, actor.PersonId, ct) switch
        {
            NamedAssignmentResult.Given { Assignments: [var given, ..] } => Reply(given),
            NamedAssignmentResult.Refused { Refusals: [{ Held: { } held }] } => Reply(held),
            NamedAssignmentResult.NoSuchAnnotator => Problems.Of(404, "The project has no such annotator."),
            NamedAssignmentResult.NotWorking => Problems.Of(409, "The annotator's standing allows no work."),
            NamedAssignmentResult.Refused { Refusals: [{ Reason: NamedRefusalReason.NoSuchComparison }] } =>
                Problems.Of(404, "The project has no comparison with this external id."),
            NamedAssignmentResult.Refused { Refusals: [{ Reason: NamedRefusalReason.ForOnboarding }] } =>
                Problems.Of(409, "The comparison is used for training or qualification, and so is no work."),
            NamedAssignmentResult.Refused { Refusals: [{ Reason: NamedRefusalReason.NoPlace }] } => Problems.Of(409, "The comparison has no place left."),
            _ => Problems.Of(409, "The annotator had this comparison already."),
        };
    }

    private static Ok<AssignReply> Reply(GivenAssignment given) =>
        TypedResults.Ok(new AssignReply(given.Token, given.LeftIsA, given.LeftIsA ? "A" : "B"));

    /// <param name="Count">Assignments wanted in hand, 1 to 12.</param>
    public sealed record NextRequest(int Count = 1);

    public sealed record SkipRequest(SkipReason Reason, string? Comment);

    public sealed record RenewReply(DateTimeOffset ExpiresAt);

    public sealed record AssignRequest(string ExternalId, AnnotatorId AnnotatorId);

    /// <param name="Left">Which canonical response is displayed on the left.</param>
    public sealed record AssignReply(Guid Token, bool LeftIsA, string Left);
}
