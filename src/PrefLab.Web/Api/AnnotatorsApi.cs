using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Web.Authorization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Api;

/// <summary>Annotators of a project, those at risk first.</summary>
public static class AnnotatorsApi
{
    private const int PageSize = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var annotators = api.MapGroup("/projects/{projectId}/annotators").WithTags("Annotators").RequireAuthorization(Policies.ProjectOperations);
        annotators.MapGet("/", ListAsync).WithSummary("Annotators by falling risk, 500 at most; standing is Onboarding, Active, Flagged, Paused or Removed, after takes the next of an earlier page.");
    }

    private static async Task<Results<Ok<ListReply>, ValidationProblem>> ListAsync(
        ProjectId projectId, AnnotatorListQuery annotators, CancellationToken ct, string? standing = null, string? search = null, string? after = null)
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

        if (OneName.Check<Standing>(standing, "standing") is { } wrong)
        {
            return Problems.Invalid([wrong]);
        }

        var page = await annotators.LoadAsync(projectId, new AnnotatorFilter(OneName.Parse<Standing>(standing), search), end, before: null, PageSize, ct);
        return TypedResults.Ok(new ListReply(page.Found, page.Next?.ToString(), [.. page.Rows.Select(AnnotatorReply.Of)]));
    }

    /// <param name="Next">For after, to go on; null on the last page.</param>
    public sealed record ListReply(int Found, string? Next, IReadOnlyList<AnnotatorReply> Annotators);

    public sealed record AnnotatorReply(
        AnnotatorId Id, string Name, bool IsSimulated, Standing Standing, string? Reason, double Risk, int GoldsAnswered, int GoldsCorrect,
        NumberReply GoldAccuracy, double? Agreement, NumberReply LeftShare, double? MedianSeconds, int Labels, DateTimeOffset? LastAnswerAt)
    {
        public static AnnotatorReply Of(AnnotatorRow row) => new(
            row.Annotator.Id, row.Name, row.Annotator.IsSimulated, row.Annotator.Standing, row.Annotator.StandingReason, row.Annotator.Risk,
            row.Annotator.GoldsAnswered, row.Annotator.GoldsCorrect, NumberReply.Of(row.Figures.Gold), row.Recent.Agreement?.Share,
            NumberReply.Of(row.Figures.LeftShare), row.Figures.MedianSeconds.Value, row.Annotator.Answered, row.Annotator.LastAnswerAt);
    }
}
