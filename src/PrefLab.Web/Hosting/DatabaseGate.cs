namespace PrefLab.Web.Hosting;

/// <summary>Answers 503 to what needs the database until it is ready. Static files and health need none.</summary>
public sealed class DatabaseGate(RequestDelegate next, DatabaseReadiness readiness)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<NeedsNoDatabase>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}

/// <summary>Marks an endpoint that answers while the database is away.</summary>
public sealed class NeedsNoDatabase;
