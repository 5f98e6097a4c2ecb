using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace PrefLab.Testing.Web;

/// <summary>Fails a request from inside the pipeline, with the exception that a test wants, where a header asks for it.</summary>
public sealed class Thrower(IHttpContextAccessor accessor, Func<Exception> exception) : IAuthorizationHandler
{
    public const string Header = "X-Test-Throw";

    public Task HandleAsync(AuthorizationHandlerContext context) =>
        accessor.HttpContext!.Request.Headers.ContainsKey(Header) ? throw exception() : Task.CompletedTask;
}
