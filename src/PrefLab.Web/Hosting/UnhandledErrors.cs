using Microsoft.AspNetCore.Diagnostics;

namespace PrefLab.Web.Hosting;

/// <summary>Turns an exception into its status; <see cref="ErrorAnswers"/> writes the body. Only bugs are logged as errors.</summary>
public sealed partial class UnhandledErrors(ILogger<UnhandledErrors> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException
            ? ExceptionStatus.ClientClosed
            : ExceptionStatus.Of(exception);
        switch (status)
        {
            case StatusCodes.Status500InternalServerError:
                LogBug(exception);
                break;
            case StatusCodes.Status503ServiceUnavailable:
                LogUnavailable(exception.GetType().Name, exception.GetBaseException().Message);
                break;
            default:
                break;
        }

        httpContext.Response.StatusCode = status;
        return ValueTask.FromResult(true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed unexpectedly")]
    private partial void LogBug(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request could not be served now: {Kind}: {Reason}")]
    private partial void LogUnavailable(string kind, string reason);
}
