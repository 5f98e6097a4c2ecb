using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Core.Review;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Disputed comparisons, for experts and leads: answered blind first, then decided.</summary>
public static class ReviewApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var review = api.MapGroup("/projects/{projectId}/review").WithTags("Review").RequireAuthorization(Policies.ProjectReviewer);
        review.MapGet("/", ListAsync).WithSummary("What waits, in the project's order, 50 a page. reason is NoMajority, HighEntropy or Flagged; tag a value in the metadata; after a comparison: what waits behind it, such as the next of an earlier page.");
        review.MapGet("/decided", DecidedAsync).WithSummary("The decisions that stand, newest first, 50 a page. after is the next of an earlier page; answer is 1 (response 1 much better) to 5, as everybody sees that decision.");
        review.MapPost("/next", NextAsync).WithSummary("Opens what the caller has open, or else the first that waits and that nobody has open; 204 when there is none.");
        review.MapGet("/{comparisonId}", GetAsync).WithSummary("One comparison; what others said is null until the caller has answered it blind.");
        review.MapPost("/{comparisonId}/open", OpenAsync).WithSummary("Opens it for 30 minutes, or renews that; 409 while another expert has it open.");
        review.MapPost("/{comparisonId}/answer", AnswerAsync).WithSummary("The blind answer, 1 (response 1 much better) to 5; it is given once.");
        review.MapPost("/{comparisonId}/decision", DecideAsync).WithSummary("The final answer, 1 to 5, with a reason; becomes is Nothing, Gold or Training.");
        review.MapPost("/{comparisonId}/release", ReleaseAsync).WithSummary("Gives it back; a blind answer is kept.");
        review.MapPost("/{comparisonId}/undo", UndoAsync).WithSummary("Takes the decision back, with a reason; the review is kept.");
    }

    private static async Task<Results<Ok<ListReply>, ValidationProblem>> ListAsync(
        ProjectId projectId, string? reason, string? tag, ComparisonId? after, ReviewQueueQuery queue, Actor actor, CancellationToken ct)
    {
        if (Check(reason, tag) is { } problem)
        {
            return problem;
        }

        var page = await queue.LoadAsync(projectId, ReviewRules.ParseReason(reason)!.Value, ReviewRules.TagOf(tag), after, ct);
        return TypedResults.Ok(new ListReply(
            [.. page.Rows.Select(row => new RowReply(
                row.Id, row.ExternalId, row.Excerpt, ReviewRules.NamesOf(row.Reasons), row.Flags, row.Labels, row.OpenWith is { } person && person != actor.PersonId))],
            page.Next,
            await queue.CountAsync(projectId, ct)));
    }

    private static async Task<Ok<DecidedReply>> DecidedAsync(ProjectId projectId, ReviewId? after, DecidedQuery query, CancellationToken ct)
    {
        var page = await query.LoadAsync(projectId, after, ct);
        return TypedResults.Ok(new DecidedReply(
            [.. page.Rows.Select(row => new DecidedRow(
                row.Id, row.ExternalId, row.Excerpt, new ReviewReply.DecisionReply(row.Answer, row.Reason, row.Becomes, row.Expert, row.DecidedAt)))],
            page.Next));
    }

    private static async Task<Results<Ok<ReviewReply>, NoContent, ValidationProblem, ProblemHttpResult, NotFound>> NextAsync(
        ProjectId projectId, NextRequest request, ReviewService reviews, ReviewDetailQuery query, Actor actor, CancellationToken ct)
    {
        if (Check(request.Reason, request.Tag) is { } problem)
        {
            return problem;
        }

        var result = await reviews.OpenNextAsync(projectId, actor.PersonId, ReviewRules.ParseReason(request.Reason)!.Value, ReviewRules.TagOf(request.Tag), request.After, ct);
        return result switch
        {
            ReviewResult.Opened opened when await query.LoadAsync(projectId, opened.Comparison, actor.PersonId, ct) is { } view => TypedResults.Ok(ReviewReply.Of(view)),
            ReviewResult.Refused refused => Problems.Of(409, refused.Reason),
            ReviewResult.NothingWaits => TypedResults.NoContent(),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<ReviewReply>, NotFound>> GetAsync(
        ProjectId projectId, ComparisonId comparisonId, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await query.LoadAsync(projectId, comparisonId, actor.PersonId, ct) is { } view ? TypedResults.Ok(ReviewReply.Of(view)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> OpenAsync(
        ProjectId projectId, ComparisonId comparisonId, ReviewService reviews, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await ReplyAsync(await reviews.OpenAsync(projectId, comparisonId, actor.PersonId, ct), projectId, comparisonId, query, actor, ct);

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> AnswerAsync(
        ProjectId projectId, ComparisonId comparisonId, AnswerRequest request, ReviewService reviews, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await ReplyAsync(await reviews.AnswerAsync(projectId, comparisonId, actor.PersonId, request.Answer, ct), projectId, comparisonId, query, actor, ct);

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> DecideAsync(
        ProjectId projectId, ComparisonId comparisonId, DecisionRequest request, ReviewDecisionService decisions, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await ReplyAsync(
            await decisions.DecideAsync(projectId, comparisonId, actor.PersonId, new Decision(request.Answer, request.Reason, request.Becomes), ct),
            projectId, comparisonId, query, actor, ct);

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> ReleaseAsync(
        ProjectId projectId, ComparisonId comparisonId, ReviewService reviews, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await ReplyAsync(await reviews.ReleaseAsync(projectId, comparisonId, actor.PersonId, ct), projectId, comparisonId, query, actor, ct);

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> UndoAsync(
        ProjectId projectId, ComparisonId comparisonId, UndoRequest request, ReviewDecisionService decisions, ReviewDetailQuery query, Actor actor, CancellationToken ct) =>
        await ReplyAsync(await decisions.UndoAsync(projectId, comparisonId, actor.PersonId, request.Reason, ct), projectId, comparisonId, query, actor, ct);

    private static async Task<Results<Ok<ReviewReply>, ValidationProblem, ProblemHttpResult, NotFound>> ReplyAsync(
        ReviewResult result, ProjectId project, ComparisonId comparison, ReviewDetailQuery query, Actor actor, CancellationToken ct) => result switch
        {
            ReviewResult.Invalid invalid => Problems.Invalid([invalid.Error]),
            ReviewResult.Refused refused => Problems.Of(409, refused.Reason),
            ReviewResult.Missing => TypedResults.NotFound(),
            _ when await query.LoadAsync(project, comparison, actor.PersonId, ct) is { } view => TypedResults.Ok(ReviewReply.Of(view)),
            _ => TypedResults.NotFound(),
        };

    private static ValidationProblem? Check(string? reason, string? tag) => ReviewRules.ParseReason(reason) is null
        ? Problems.Invalid("reason", "One of NoMajority, HighEntropy, Flagged.")
        : ReviewRules.CheckTag(tag) is { } error ? Problems.Invalid([error]) : null;

    /// <param name="After">A comparison, such as the one just given back or decided: the search goes on behind it.</param>
    public sealed record NextRequest(string? Reason = null, string? Tag = null, ComparisonId? After = null);

    public sealed record AnswerRequest(int Answer);

    public sealed record DecisionRequest(int Answer, string? Reason, BecomesUse Becomes = BecomesUse.Nothing);

    public sealed record UndoRequest(string? Reason);

    /// <param name="Next">For after, to go on; null on the last page.</param>
    public sealed record ListReply(IReadOnlyList<RowReply> Comparisons, ComparisonId? Next, WaitingCounts Waiting);

    /// <param name="Next">For after, to go on; null on the last page.</param>
    public sealed record DecidedReply(IReadOnlyList<DecidedRow> Comparisons, ReviewId? Next);

    /// <param name="Decision">With the beginning of its reason.</param>
    public sealed record DecidedRow(ComparisonId Id, string ExternalId, string Prompt, ReviewReply.DecisionReply Decision);

    /// <param name="OpenWithAnother">Another expert has it open.</param>
    public sealed record RowReply(ComparisonId Id, string ExternalId, string Prompt, IReadOnlyList<string> Reasons, int Flags, int Labels, bool OpenWithAnother);
}
