using Microsoft.AspNetCore.Http.Timeouts;

namespace PrefLab.Web.Hosting;

/// <summary>
/// The time limit of a request is for making its answer, not for sending it: who reads slowly gets all of it. An answer that the limit
/// overtook is none: what writes JSON ends without a word when it is told to stop, and half an answer would look like a whole one.
/// </summary>
public sealed class WholeAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestTimeoutFeature>() is not { } limit)
        {
            await next(context);
            return;
        }

        context.Response.OnStarting(() =>
        {
            limit.DisableTimeout();
            return Task.CompletedTask;
        });
        await next(context);
        if (!limit.RequestTimeoutToken.IsCancellationRequested)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else if (context.Response.ContentType is not null)
        {
            throw new OperationCanceledException(limit.RequestTimeoutToken);
        }
    }
}
