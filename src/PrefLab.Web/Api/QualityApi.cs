using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Signals in an annotator's answers, and what a project's people prefer beside quality.</summary>
public static class QualityApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var project = api.MapGroup("/projects/{projectId}").WithTags("Quality").RequireAuthorization(Policies.ProjectOperations);
        project.MapGet("/bias", BiasAsync).WithSummary("How often people prefer the left response, and the longer one by how much longer it is.");
        project.MapGet("/annotators/{annotatorId}/signals", SignalsAsync)
            .WithSummary("What is conspicuous in an annotator's 500 newest answers, with the chance that an honest annotator shows as much.");
    }

    private static async Task<Ok<BiasReply>> BiasAsync(ProjectId projectId, ProjectBiasQuery biases, CancellationToken ct)
    {
        var bias = await biases.LoadAsync(projectId, ct);
        return TypedResults.Ok(new BiasReply(
            NumberReply.Of(bias.Left), bias.Annotators,
            [.. bias.Lengths.Select(band => new BandReply(band.From, double.IsFinite(band.To) ? band.To : null, NumberReply.Of(band.Longer), band.Comparisons, band.Labels))]));
    }

    private static async Task<Results<Ok<SignalsReply>, NotFound>> SignalsAsync(
        ProjectId projectId, AnnotatorId annotatorId, AnnotatorWorkQuery query, CancellationToken ct) =>
        (await query.LoadAsync(projectId, annotatorId, ct))?.Signals is { } found
            ? TypedResults.Ok(new SignalsReply(
                [.. found.Signals.Select(it => new SignalReply(it.Kind, it.Value, it.Usual, it.FalsePositives, it.Answers, it.IsNoticed))], found.Twin))
            : TypedResults.NotFound();

    /// <param name="Left">Of answers that are no ties; .5 is expected.</param>
    public sealed record BiasReply(NumberReply Left, int Annotators, IReadOnlyList<BandReply> Lengths);

    /// <param name="From">The longer response has more than so many times the other's bytes.</param>
    /// <param name="To">And at most so many times; null for no limit.</param>
    public sealed record BandReply(double From, double? To, NumberReply Longer, int Comparisons, int Labels);

    /// <param name="Twin">The account that the signal Twin is about.</param>
    public sealed record SignalsReply(IReadOnlyList<SignalReply> Signals, AnnotatorId? Twin);

    /// <param name="FalsePositives">The chance that an honest annotator shows as much at one look.</param>
    public sealed record SignalReply(SignalKind Kind, double Value, double Usual, double FalsePositives, int Answers, bool IsNoticed);
}
