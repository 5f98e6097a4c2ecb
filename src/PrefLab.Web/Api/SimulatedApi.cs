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
            .RequireAuthorization(Policies.Administrator);

    private static async Task<Results<Ok<SimulatedAnnotator>, ValidationProblem, NotFound>> CreateAsync(
        ProjectId projectId, Request request, SimulatedAnnotatorService simulated, Actor actor, CancellationToken ct)
    {
        if (AccountRules.CheckName(request.Name ?? "") is { } problem)
        {
            return Problems.Invalid("name", problem);
        }

        var created = await simulated.CreateOrRekeyAsync(actor, projectId, request.Name!, ct);
        return created is null ? TypedResults.NotFound() : TypedResults.Ok(created);
    }

    internal sealed record Request(string? Name);
}
