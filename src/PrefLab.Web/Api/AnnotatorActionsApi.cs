using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>What is done to an annotator: foreseen, done, listed and undone.</summary>
public static class AnnotatorActionsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var actions = api.MapGroup("/projects/{projectId}/annotators/{annotatorId}/actions").WithTags("Annotators").RequireAuthorization(Policies.ProjectOperations);
        actions.MapGet("/", ListAsync).WithSummary("The last 200 actions on the annotator, newest first, those undone included.");
        // Excluding ten thousands of labels takes longer than other requests may.
        actions.MapPost("/", ActAsync)
            .DisableRequestTimeout()
            .WithSummary("Note, Retrain, Pause, Remove, Reinstate, or Dismiss a concern. A pause or a removal excludes no labels (Keep), All, or those Since a day.")
            .WithDescription("The annotator reads the reason, but for that of a note or a dismissal. Since is the first day in UTC. 409 when the standing does not allow it, or there is no concern.");
        actions.MapPost("/preview", PreviewAsync).DisableRequestTimeout().WithSummary("What the action would do now; the reason is not needed, and nothing is changed.");
        actions.MapPost("/{actionId}/undo", UndoAsync)
            .DisableRequestTimeout()
            .WithSummary("Takes an action back: standing, evidence and labels. Where others have filled the places meanwhile the overlap grows.")
            .WithDescription("While a later reinstatement, retraining or dismissal stands, only the labels come back, and the standing is kept. 409 when another later action stands.");
    }

    private static async Task<Results<Ok<IReadOnlyList<AnnotatorActionRow>>, NotFound>> ListAsync(
        ProjectId projectId, AnnotatorId annotatorId, AnnotatorActionListQuery actions, CancellationToken ct) =>
        await actions.LoadAsync(projectId, annotatorId, ct) is { } rows ? TypedResults.Ok(rows) : TypedResults.NotFound();

    private static async Task<Results<Ok<DoneReply>, ValidationProblem, ProblemHttpResult, NotFound>> ActAsync(
        ProjectId projectId, AnnotatorId annotatorId, AnnotatorActionRequest request, AnnotatorActionService service, Actor actor, CancellationToken ct) =>
        Reply(await service.ActAsync(actor, projectId, annotatorId, request, ct));

    private static async Task<Results<Ok<PreviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> PreviewAsync(
        ProjectId projectId, AnnotatorId annotatorId, AnnotatorActionRequest request, AnnotatorActionPreviewQuery previews, CancellationToken ct) =>
        await previews.LoadAsync(projectId, annotatorId, request, ct) switch
        {
            AnnotatorActionResult.Foreseen foreseen => TypedResults.Ok(PreviewReply.Of(foreseen.Preview)),
            AnnotatorActionResult.Invalid invalid => Problems.Invalid([invalid.Error]),
            AnnotatorActionResult.Refused refused => Problems.Of(409, refused.Reason),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<Ok<DoneReply>, ValidationProblem, ProblemHttpResult, NotFound>> UndoAsync(
        ProjectId projectId, AnnotatorId annotatorId, AnnotatorActionId actionId, UndoRequest request, AnnotatorActionUndoService undo, Actor actor, CancellationToken ct) =>
        Reply(await undo.UndoAsync(actor, projectId, annotatorId, actionId, request.Reason, ct));

    private static Results<Ok<DoneReply>, ValidationProblem, ProblemHttpResult, NotFound> Reply(AnnotatorActionResult result) => result switch
    {
        AnnotatorActionResult.Done done => TypedResults.Ok(new DoneReply(done.Action, done.Standing, done.Effect, done.Raised, done.StandingKept, done.StayExcluded)),
        AnnotatorActionResult.Invalid invalid => Problems.Invalid([invalid.Error]),
        AnnotatorActionResult.Refused refused => Problems.Of(409, refused.Reason),
        _ => TypedResults.NotFound(),
    };

    public sealed record UndoRequest(string? Reason);

    /// <param name="Raised">By an undo: comparisons whose overlap grew, because others had filled the places.</param>
    /// <param name="StandingKept">By an undo: the standing had changed since, and stays.</param>
    /// <param name="StayExcluded">What does not count although the annotator begins again, by the action to take back.</param>
    public sealed record DoneReply(AnnotatorActionId Action, Standing Standing, ActionFigures Effect, int Raised, bool StandingKept, IReadOnlyList<StandingExclusion> StayExcluded);

    /// <param name="Withheld">What is not paid any more, as the project pays.</param>
    /// <param name="Refill">What it costs to fill the places again.</param>
    /// <param name="Before">Null, as After, while a large project is being counted.</param>
    public sealed record PreviewReply(
        Standing From, Standing To, ActionFigures Effect, decimal Withheld, decimal Refill, string Currency, bool PaysExcluded, StateReply? Before, StateReply? After,
        ConcernReply? Concern, IReadOnlyList<StandingExclusion> StayExcluded)
    {
        public static PreviewReply Of(ActionPreview preview) => new(
            preview.From, preview.To, preview.Figures, preview.Withheld, preview.Refill, preview.Pay.Currency, preview.Pay.PaysExcluded,
            StateReply.Of(preview.Before), StateReply.Of(preview.After), ConcernReply.Of(preview.Concern), preview.StayExcluded);
    }

    /// <summary>What a dismissal takes away; the sum for drops begins anew.</summary>
    /// <param name="Sum">Of the test for drops, nats.</param>
    public sealed record ConcernReply(DateTimeOffset Since, double Sum, double Risk, double RiskAfter)
    {
        public static ConcernReply? Of(Concern? concern) => concern is null ? null : new ConcernReply(concern.Since, concern.Drift, concern.Risk, concern.RiskAfter);
    }

    /// <param name="Majorities">Comparisons with a majority.</param>
    public sealed record StateReply(long Labels, long Majorities, NumberReply AlphaOrdinal)
    {
        public static StateReply? Of(ActionState? state) => state is null ? null : new StateReply(state.Labels, state.Majorities, NumberReply.Of(state.Alpha));
    }
}
