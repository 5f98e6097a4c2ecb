using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class DeadlineTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task P10_WhatDoesNotEvenStopWhenTold_IsAnswered503WithinFiveSeconds()
    {
        var stuck = new Stuck();
        await using var factory = new PrefLabFactory(web.Data.ConnectionString) { Change = services => services.AddSingleton<IAuthorizationHandler>(stuck) };
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();
        using var warm = await client.GetAsync(new Uri("/health/live", UriKind.Relative), ct);
        var watch = Stopwatch.StartNew();

        using var response = await client.GetAsync(new Uri("/nothing-here", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);

        var seconds = watch.Elapsed.TotalSeconds;
        stuck.Release();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.InRange(seconds, 0, 5.5);
    }

    [Fact]
    public async Task AnswerThatComesWhileTheDeadlineIsAnswered_GoesNowhere()
    {
        var late = new LateAnswer();
        await using var factory = new PrefLabFactory(web.Data.ConnectionString)
        {
            Change = services => services.AddHttpContextAccessor()
                .AddSingleton<IAuthorizationHandler>(provider => late.Of(provider.GetRequiredService<IHttpContextAccessor>()))
                .Replace(ServiceDescriptor.Singleton<IProblemDetailsService>(late)),
        };
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();

        using var response = await client.GetAsync(new Uri("/api/v1/nothing-here", UriKind.Relative), ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("too late", await response.Content.ReadAsStringAsync(ct));
        Assert.Null(response.Content.Headers.ContentDisposition);
        Assert.True(response.Headers.Contains("X-Content-Type-Options"));
    }

    /// <summary>Code that answers 200 after the deadline has begun its own answer and before that is written.</summary>
    private sealed class LateAnswer : IAuthorizationHandler, IProblemDetailsService
    {
        private readonly TaskCompletionSource deadline = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IHttpContextAccessor accessor = null!;

        public LateAnswer Of(IHttpContextAccessor contexts)
        {
            accessor = contexts;
            return this;
        }

        public async Task HandleAsync(AuthorizationHandlerContext context)
        {
            var http = accessor.HttpContext!;
            http.Response.ContentLength = 3;
            http.Response.Headers.ContentDisposition = "attachment";
            await deadline.Task;
            http.Response.ContentLength = 15;
            http.Response.StatusCode = StatusCodes.Status200OK;
            await http.Response.WriteAsJsonAsync(new { stored = true });
            answered.SetResult();
        }

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            deadline.SetResult();
            await answered.Task;
            await context.HttpContext.Response.WriteAsync("too late");
        }
    }

    private sealed class Stuck : IAuthorizationHandler
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HandleAsync(AuthorizationHandlerContext context) => released.Task;

        public void Release() => released.SetResult();
    }
}
