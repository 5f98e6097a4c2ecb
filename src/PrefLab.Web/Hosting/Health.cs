using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Hosting;

/// <summary>Liveness asks nothing of anybody; readiness asks the database.</summary>
public static class Health
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithMetadata(new NeedsNoDatabase()).ExcludeFromDescription();
        health.MapGet("/live", () => Results.Json(new { status = "live" }));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(DatabaseReadiness readiness, IServiceProvider services, HttpResponse response, CancellationToken ct)
    {
        if (readiness.IsReady && await AnswersAsync(services.GetRequiredService<Database>(), ct))
        {
            return Results.Json(new { status = "ready" });
        }

        response.Headers.RetryAfter = "2";
        return Results.Json(new { status = "waiting for the database" }, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> AnswersAsync(Database database, CancellationToken ct)
    {
        // The query is left behind rather than cancelled: on a frozen server cancelling would wait as well.
        var command = database.Requests.CreateCommand("SELECT 1");
        var answer = command.ExecuteScalarAsync(CancellationToken.None);
        try
        {
            await answer.WaitAsync(Limit, ct);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }
}
