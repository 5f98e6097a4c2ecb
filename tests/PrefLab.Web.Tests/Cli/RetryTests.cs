using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PrefLab.Web.Tests.Cli;

/// <summary>Against a server that fails as told.</summary>
[Collection(CommandLineTests.Name)]
public sealed class RetryTests
{
    private readonly ConcurrentQueue<string> keys = new();
    private int asked;

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Submit_FailsOnce_IsRepeatedWithTheSameKey(int status)
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = keys.Count == 1 ? status : StatusCodes.Status201Created;
            return keys.Count == 1 ? Task.CompletedTask : context.Response.WriteAsJsonAsync(new { labelId = 1 });
        });

        var run = await CommandLine.RunAsync(new Uri(server.Urls.First()), "pl_any", "simulate", "--project", "1", "--people", "1");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
        Assert.Contains("1 requests were repeated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ConnectionBreaks_IsRepeatedWithTheSameKey()
    {
        await using var server = await StartAsync(context =>
        {
            if (keys.Count == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.StatusCode = StatusCodes.Status200OK;
            return context.Response.WriteAsJsonAsync(new { labelId = 1 });
        });

        var run = await CommandLine.RunAsync(new Uri(server.Urls.First()), "pl_any", "simulate", "--project", "1", "--people", "1");

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
    }

    private async Task<WebApplication> StartAsync(RequestDelegate submit)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/api/v1/projects/1/simulated", () => Results.Ok(new { annotatorId = 1, key = "pl_simulated" }));
        app.MapPost("/api/v1/projects/1/assignments/next", () => Interlocked.Increment(ref asked) == 1
            ? Results.Ok(new { state = "work", assignments = new[] { new { token = "t", prompt = "p", left = "a", right = "b" } }, tiesAllowed = true })
            : Results.Ok(new { state = "none", assignments = Array.Empty<object>(), tiesAllowed = true }));
        app.MapPost("/api/v1/projects/1/assignments/t/label", async (HttpContext context) =>
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>();
            keys.Enqueue(body.GetProperty("submissionKey").GetString()!);
            await submit(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
