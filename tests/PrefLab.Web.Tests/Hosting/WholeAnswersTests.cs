using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Tests.Hosting;

public sealed class WholeAnswersTests
{
    [Fact]
    public async Task InvokeAsync_AnswerBegunInTime_IsSentWithoutALimit()
    {
        var request = new Limited();

        await request.InvokeAsync(async response => await response.StartAsync());

        Assert.True(request.Limit.IsDisabled);
        Assert.False(request.Server.IsAborted);
    }

    [Fact]
    public async Task InvokeAsync_LimitReachedInTheMiddleOfAnAnswer_BreaksTheConnection()
    {
        var request = new Limited();

        await request.InvokeAsync(async response =>
        {
            request.Limit.Reach();
            await response.StartAsync();
        });

        Assert.True(request.Server.IsAborted);
    }

    [Fact]
    public async Task InvokeAsync_LimitReachedBeforeAnAnswerThatWasMeant_IsNoSuccess()
    {
        var request = new Limited();

        await Assert.ThrowsAsync<OperationCanceledException>(() => request.InvokeAsync(response =>
        {
            response.ContentType = "application/json";
            request.Limit.Reach();
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task InvokeAsync_LimitReachedAfterWorkWithoutABody_IsItsAnswer()
    {
        var request = new Limited();

        await request.InvokeAsync(response =>
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            request.Limit.Reach();
            return Task.CompletedTask;
        });

        Assert.False(request.Server.IsAborted);
    }

    private sealed class Limited
    {
        public FakeLimit Limit { get; } = new();

        public FakeServer Server { get; } = new();

        public Task InvokeAsync(Func<HttpResponse, Task> answer)
        {
            var context = new DefaultHttpContext();
            context.Features.Set<IHttpRequestTimeoutFeature>(Limit);
            context.Features.Set<IHttpResponseFeature>(Server);
            context.Features.Set<IHttpRequestLifetimeFeature>(Server);
            context.Features.Set<IHttpResponseBodyFeature>(Server);
            return new WholeAnswers(_ => answer(context.Response)).InvokeAsync(context);
        }
    }

    private sealed class FakeLimit : IHttpRequestTimeoutFeature
    {
        public bool IsDisabled { get; private set; }

        public CancellationToken RequestTimeoutToken { get; private set; }

        public void DisableTimeout() => IsDisabled = true;

        public void Reach() => RequestTimeoutToken = new CancellationToken(canceled: true);
    }

    /// <summary>Starts an answer as a server does, and remembers whether it was told to break off.</summary>
    private sealed class FakeServer() : StreamResponseBodyFeature(Stream.Null), IHttpResponseFeature, IHttpRequestLifetimeFeature
    {
        private Func<Task> starting = () => Task.CompletedTask;

        public bool IsAborted { get; private set; }

        public int StatusCode { get; set; } = StatusCodes.Status200OK;

        public string? ReasonPhrase { get; set; }

        public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

        public Stream Body { get; set; } = Stream.Null;

        public bool HasStarted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public override async Task StartAsync(CancellationToken cancellationToken = default)
        {
            await starting();
            HasStarted = true;
        }

        public void OnStarting(Func<object, Task> callback, object state) => starting = () => callback(state);

        public void OnCompleted(Func<object, Task> callback, object state)
        {
        }

        public void Abort() => IsAborted = true;
    }
}
