using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Core.Labels;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Submissions. The reply tells nothing of golds, other people or scores.</summary>
public static class LabelsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var assignments = api.MapGroup("/projects/{projectId}/assignments").WithTags("Labels").RequireAuthorization(Policies.ProjectAnnotator);
        assignments.MapPost("/{token:guid}/label", SubmitAsync)
            .WithSummary("Stores an answer: exactly once a submission key.")
            .WithDescription("201 stored, 200 the same key and answer came before, 409 the key or the assignment has another answer, 410 no place is left.");
        assignments.MapPost("/{token:guid}/correction", CorrectAsync)
            .WithSummary("Corrects one of the last ten answers: exactly once a submission key.")
            .WithDescription(
                "201 stored, 200 the same key and answer came before or the answer stands as it is, 409 another answer stands (it is in `stands`), "
                + "the key has another answer, or this one can no longer be corrected. A gold counts the first answer, and a correction is not paid.");
        assignments.MapGet("/recent", RecentAsync)
            .WithSummary("The last ten answers of one's own, newest first.");
    }

    private static async Task<Results<Created<LabelReply>, Ok<LabelReply>, NotFound, ProblemHttpResult, ValidationProblem>> SubmitAsync(
        ProjectId projectId, Guid token, LabelRequest request, Actor actor, LabelService service, CancellationToken ct)
    {
        if (!TryReadKey(request.SubmissionKey, out var key))
        {
            return Problems.Invalid("submissionKey", "The submission key is a UUID of 36 characters, such as 3f0e7c1a-….");
        }

        var submission = new Submission(
            token, key, request.Answer, request.Dimensions, request.BothBad, request.Comment, request.ActiveSeconds,
            request.Flagged, request.Offline);
        return await service.SubmitAsync(projectId, actor.PersonId, submission, ct) switch
        {
            SubmitResult.Accepted accepted => TypedResults.Created((string?)null, new LabelReply(accepted.Label)),
            SubmitResult.Repeated repeated => TypedResults.Ok(new LabelReply(repeated.Label)),
            SubmitResult.KeyConflict => Problems.Of(409, "This submission key was used for another answer, which stands."),
            SubmitResult.AlreadyAnswered => Problems.Of(409, "This assignment is answered already; nothing was changed."),
            SubmitResult.LeaseTaken => Problems.Of(410, "Your time for this comparison ran out and no place is left. Nothing was stored."),
            SubmitResult.NotAccepted refused => Problems.Of(409, refused.Reason),
            SubmitResult.Invalid invalid => Problems.Invalid(invalid.Field, invalid.Reason),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Created<CorrectionReply>, Ok<CorrectionReply>, NotFound, ProblemHttpResult, ValidationProblem>> CorrectAsync(
        ProjectId projectId, Guid token, CorrectionRequest request, Actor actor, CorrectionService service, CancellationToken ct)
    {
        if (!TryReadKey(request.SubmissionKey, out var key))
        {
            return Problems.Invalid("submissionKey", "The submission key is a UUID of 36 characters, such as 3f0e7c1a-….");
        }

        if (!TryReadKey(request.Supersedes, out var supersedes))
        {
            return Problems.Invalid("supersedes", "The submission key of the answer to correct is a UUID of 36 characters, such as 3f0e7c1a-….");
        }

        var submission = new Submission(
            token, key, request.Answer, request.Dimensions, request.BothBad, request.Comment, request.ActiveSeconds, request.Flagged);
        return await service.CorrectAsync(projectId, actor.PersonId, supersedes, submission, ct) switch
        {
            SubmitResult.Accepted => TypedResults.Created((string?)null, new CorrectionReply(key)),
            SubmitResult.Repeated => TypedResults.Ok(new CorrectionReply(key)),
            SubmitResult.Unchanged unchanged => TypedResults.Ok(new CorrectionReply(unchanged.Stands.SubmissionKey)),
            SubmitResult.Superseded superseded => TypedResults.Problem(
                detail: "This answer was changed before, and what it was changed to stands.", statusCode: 409,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["stands"] = superseded.Stands }),
            SubmitResult.KeyConflict => Problems.Of(409, "This submission key was used for another answer, which stands."),
            SubmitResult.NotAccepted refused => Problems.Of(409, refused.Reason),
            SubmitResult.Invalid invalid => Problems.Invalid(invalid.Field, invalid.Reason),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Ok<IReadOnlyList<RecentReply>>> RecentAsync(
        ProjectId projectId, Actor actor, RecentAnswersQuery recent, CancellationToken ct)
    {
        var answers = await recent.LoadAsync(projectId, actor.PersonId, ct);
        return TypedResults.Ok<IReadOnlyList<RecentReply>>([.. answers.Select(RecentReply.Of)]);
    }

    /// <summary>Reads the 36-character form in either case: equal UUIDs are equal keys.</summary>
    private static bool TryReadKey(string? text, out Guid key) =>
        Guid.TryParseExact(text, "D", out key) && key != Guid.Empty;

    /// <param name="SubmissionKey">A UUID that the client made for this answer; a retry sends the same.</param>
    /// <param name="Answer">1 (left much better) to 5 (right much better).</param>
    /// <param name="Dimensions">Dimension → 1 (left better), 2 (same), 3 (right better).</param>
    /// <param name="Flagged">A mark for the lead: look at this comparison.</param>
    /// <param name="Offline">The answer waited for a network, so that no time is taken from its arrival.</param>
    public sealed record LabelRequest(
        string? SubmissionKey, int Answer, Dictionary<string, int>? Dimensions, bool BothBad, bool Flagged, string? Comment, double? ActiveSeconds,
        bool Offline);

    public sealed record LabelReply(LabelId LabelId);

    /// <param name="SubmissionKey">A UUID that the client made for this correction; a retry sends the same.</param>
    /// <param name="Supersedes">The submission key of the answer to correct.</param>
    /// <param name="Answer">1 (left much better) to 5 (right much better).</param>
    public sealed record CorrectionRequest(
        string? SubmissionKey, string? Supersedes, int Answer, Dictionary<string, int>? Dimensions, bool BothBad, bool Flagged, string? Comment,
        double? ActiveSeconds);

    /// <param name="SubmissionKey">Of the answer that stands: what the next correction names.</param>
    public sealed record CorrectionReply(Guid SubmissionKey);

    /// <param name="SubmissionKey">Of the answer that stands.</param>
    /// <param name="AnsweredAt">When it was answered first.</param>
    public sealed record RecentReply(
        Guid Token, Guid SubmissionKey, string PromptExcerpt, int Answer, IReadOnlyDictionary<string, int> Dimensions, bool BothBad, bool Flagged,
        string? Comment, DateTimeOffset AnsweredAt, bool Correctable)
    {
        public static RecentReply Of(RecentAnswer it) => new(
            it.Token, it.Stands.SubmissionKey, it.PromptExcerpt, it.Stands.Answer, it.Stands.Dimensions, it.Stands.BothBad, it.Stands.Flagged,
            it.Stands.Comment, it.AnsweredAt, it.Correctable);
    }
}
