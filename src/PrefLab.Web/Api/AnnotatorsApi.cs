using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Annotators of a project, those at risk first, and their standing.</summary>
public static class AnnotatorsApi
{
    private const int PageSize = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var annotators = api.MapGroup("/projects/{projectId}/annotators").WithTags("Annotators").RequireAuthorization(Policies.ProjectOperations);
        annotators.MapGet("/", ListAsync).WithSummary("Annotators by falling risk, 500 at most; after takes the next of an earlier page.");
        annotators.MapPost("/{annotatorId}/pause", PauseAsync).WithSummary("No more work; assignments in hand are withdrawn.");
        annotators.MapPost("/{annotatorId}/reinstate", ReinstateAsync).WithSummary("Work again, with fresh evidence.");
    }

    private static async Task<Results<Ok<ListReply>, ValidationProblem>> ListAsync(
        ProjectId projectId, AnnotatorListQuery annotators, CancellationToken ct, Standing? standing = null, string? search = null, string? after = null)
    {
        RiskKey? end = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (!RiskKey.TryParse(after, null, out var key))
            {
                return Problems.Invalid("after", "The next of an earlier page.");
            }

            end = key;
        }

        if (search?.Length > Limits.Name)
        {
            return Problems.Invalid("search", $"At most {Limits.Name} characters.");
        }

        if (standing is { } named && !Enum.IsDefined(named))
        {
            return Problems.Invalid("standing", $"One of {string.Join(", ", Enum.GetNames<Standing>())}.");
        }

        var page = await annotators.LoadAsync(projectId, standing, search, end, PageSize, ct);
        return TypedResults.Ok(new ListReply(page.Found, page.Next?.ToString(), [.. page.Rows.Select(AnnotatorReply.Of)]));
    }

    private static async Task<Results<Ok<StandingReply>, ValidationProblem, ProblemHttpResult, NotFound>> PauseAsync(
        ProjectId projectId, AnnotatorId annotatorId, ReasonRequest request, StandingService service, Actor actor, CancellationToken ct) =>
        Reply(await service.PauseAsync(actor, projectId, annotatorId, request.Reason, ct));

    private static async Task<Results<Ok<StandingReply>, ValidationProblem, ProblemHttpResult, NotFound>> ReinstateAsync(
        ProjectId projectId, AnnotatorId annotatorId, ReasonRequest request, StandingService service, Actor actor, CancellationToken ct) =>
        Reply(await service.ReinstateAsync(actor, projectId, annotatorId, request.Reason, ct));

    private static Results<Ok<StandingReply>, ValidationProblem, ProblemHttpResult, NotFound> Reply(StandingResult result) => result switch
    {
        StandingResult.Changed changed => TypedResults.Ok(new StandingReply(changed.Standing, changed.Released)),
        StandingResult.Invalid invalid => Problems.Invalid([invalid.Error]),
        StandingResult.Refused refused => Problems.Of(409, $"The annotator is {refused.Standing}; nothing was changed."),
        _ => TypedResults.NotFound(),
    };

    public sealed record ReasonRequest(string? Reason);

    public sealed record StandingReply(Standing Standing, int Released);

    /// <param name="Next">For after, to go on; null on the last page.</param>
    public sealed record ListReply(int Found, string? Next, IReadOnlyList<AnnotatorReply> Annotators);

    public sealed record AnnotatorReply(
        AnnotatorId Id, string Name, bool IsSimulated, Standing Standing, string? Reason, double Risk, int GoldsAnswered, int GoldsCorrect,
        NumberReply GoldAccuracy, double? Agreement, NumberReply LeftShare, double? MedianSeconds, int Labels, DateTimeOffset? LastAnswerAt)
    {
        public static AnnotatorReply Of(AnnotatorRow row) => new(
            row.Annotator.Id, row.Name, row.Annotator.IsSimulated, row.Annotator.Standing, row.Annotator.StandingReason, row.Annotator.Risk,
            row.Annotator.GoldsAnswered, row.Annotator.GoldsCorrect, NumberReply.Of(row.Figures.Gold), row.Agreement?.Share,
            NumberReply.Of(row.Figures.LeftShare), row.Figures.MedianSeconds.Value, row.Annotator.Answered, row.Annotator.LastAnswerAt);
    }
}
