using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Simulated annotators, for demonstrations and trials.</summary>
public static class SimulatedApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/projects/{projectId}/simulated", CreateAsync)
            .WithTags("Simulated annotators")
            .WithSummary("Creates the simulated annotator of this name, or gives the one that is there a new key.")
            .WithDescription("The first one makes the project a demonstration. Where people have labelled in a project that is none, 409.")
            .RequireAuthorization(Policies.Administrator);

    private static async Task<Results<Ok<SimulatedAnnotator>, ValidationProblem, ProblemHttpResult, NotFound>> CreateAsync(
        ProjectId projectId, Request request, SimulatedAnnotatorService simulated, Actor actor, CancellationToken ct)
    {
        if (AccountRules.CheckName(request.Name ?? "") is { } problem)
        {
            return Problems.Invalid("name", problem);
        }

        return await simulated.CreateOrRekeyAsync(actor, projectId, request.Name!, ct) switch
        {
            SimulatedResult.Ready ready => TypedResults.Ok(ready.Annotator),
            SimulatedResult.PeopleHaveLabelled => Problems.Of(
                409, "People have labelled in this project. Simulated annotators would mix with them: give them a project of their own."),
            _ => TypedResults.NotFound(),
        };
    }

    internal sealed record Request(string? Name);
}
