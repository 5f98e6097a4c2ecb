using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>How the person who asks has set up the annotate page.</summary>
public static class SettingsApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/account/settings", SaveAsync).RequireAuthorization(Policies.SignedIn)
            .WithTags("Account")
            .WithSummary("Stores keys, text size and reserve of the annotate page, in place of what was stored.");

    private static async Task<Results<NoContent, ValidationProblem>> SaveAsync(
        PersonSettings settings, Actor actor, PersonSettingsService service, CancellationToken ct) =>
        await service.SaveAsync(actor.PersonId, settings, ct) is { } wrong ? Problems.Invalid(wrong.Field, wrong.Message) : TypedResults.NoContent();
}
