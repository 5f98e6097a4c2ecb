using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
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

    private sealed class Stuck : IAuthorizationHandler
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HandleAsync(AuthorizationHandlerContext context) => released.Task;

        public void Release() => released.SetResult();
    }
}
