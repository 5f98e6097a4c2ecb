using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Core.Labels;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Submissions. The reply tells nothing of golds, other people or scores.</summary>
public static class LabelsApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/projects/{projectId}/assignments/{token:guid}/label", SubmitAsync)
            .RequireAuthorization(Policies.ProjectAnnotator)
            .WithTags("Labels")
            .WithSummary("Stores an answer: exactly once a submission key.")
            .WithDescription("201 stored, 200 the same key and answer came before, 409 the key or the assignment has another answer, 410 no place is left.");

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
}
