using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using PrefLab.Web.Logging;

namespace PrefLab.Web.Hosting;

/// <summary>
/// Gives an error that has no body one: problem details under /api, a page elsewhere. The page is rendered here and not by
/// running the pipeline again, because signing in may be just what has failed and would wait for the database a second time.
/// </summary>
public sealed class ErrorAnswers(RequestDelegate next, IProblemDetailsService problems, TimeProvider time)
{
    /// <summary>
    /// Cancelling a query on a server that is frozen can take longer than the query was given, so a request that has been told
    /// to end and has not is answered without waiting for it.
    /// </summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4.3);

    public async Task InvokeAsync(HttpContext context)
    {
        // What is meant to take long has no limit, and so no deadline.
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is null)
        {
            await InTimeAsync(context);
        }
        else
        {
            await next(context);
            await WithBodyAsync(context);
        }
    }

    private async Task InTimeAsync(HttpContext context)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var first = new FirstAnswer(body);
        context.Features.Set<IHttpResponseBodyFeature>(first);
        var rest = next(context);
        try
        {
            await rest.WaitAsync(Deadline, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!rest.IsCompleted && first.TryTakeForDeadline())
            {
                await AnswerLateAsync(context, body);
                await EndedAsync(rest, context);
                return;
            }

            await rest;
            await WithBodyAsync(context);
        }
        finally
        {
            // The context belongs to the rest until that has ended; nobody reads how.
            await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first.EndAsync();
            context.Features.Set(body);
        }
    }

    /// <summary>What the rest says of its own answer goes nowhere: that it has started already would be an error.</summary>
    private static async Task EndedAsync(Task rest, HttpContext context)
    {
        var answered = context.Features.GetRequiredFeature<IHttpResponseFeature>();
        context.Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Features.Set(answered);
    }

    private async Task AnswerLateAsync(HttpContext context, IHttpResponseBodyFeature body)
    {
        var features = new FeatureCollection(context.Features);
        features.Set(body);
        var answer = new DefaultHttpContext(features);
        // The rest may have said what its own answer would be, and may go on doing so.
        var transport = answer.Response.Headers.StrictTransportSecurity;
        answer.Response.Clear();
        answer.Response.Headers.StrictTransportSecurity = transport;
        answer.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        answer.Response.OnStarting(() =>
        {
            answer.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            answer.Response.ContentLength = null;
            return Task.CompletedTask;
        });
        await WriteAsync(answer);
        await answer.Response.CompleteAsync();
    }

    private async Task WithBodyAsync(HttpContext context)
    {
        var response = context.Response;
        if (!response.HasStarted && response.StatusCode is >= 400 and not ExceptionStatus.ClientClosed && response.ContentLength is not > 0 && response.ContentType is null)
        {
            await WriteAsync(context);
        }
    }

    private async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "2";
        }

        if (WantsPage(context))
        {
            await RenderAsync(context);
        }
        else
        {
            // Whatever the client would rather have: there is no other form of it, and asking in vain is an exception.
            context.Request.Headers.Accept = default;
            await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = DetailsOf(context) });
        }
    }

    private static ProblemDetails DetailsOf(HttpContext context) =>
        UnreadableInput.Of(context.Features.Get<IExceptionHandlerFeature>()?.Error) is var (field, reason)
            ? new HttpValidationProblemDetails(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] }) { Status = context.Response.StatusCode }
            : new ProblemDetails { Status = context.Response.StatusCode };

    private static bool WantsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    private static Task RenderAsync(HttpContext context)
    {
        var action = new ActionContext(context, new RouteData(), new ActionDescriptor());
        var model = ErrorText.Of(context.Response.StatusCode);
        var view = new ViewResult
        {
            ViewName = "/Pages/Shared/ErrorPage.cshtml",
            StatusCode = context.Response.StatusCode,
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary())
            {
                Model = model,
                ["RequestId"] = RequestLog.IdOf(context),
                // The menu of a signed-in person holds a token that may need the database.
                ["Bare"] = context.Response.StatusCode >= 500,
            },
        };
        return view.ExecuteResultAsync(action);
    }
}
