using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PrefLab.Cli.Api;

/// <summary>One caller of the API: an address, a key, and the connections shared with the callers made from it.</summary>
public sealed class PrefLabApi : IDisposable
{
    /// <summary>PrefLab ends every request within 5 seconds; what takes longer is lost.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly Journal? journal;
    private readonly string key;
    private readonly string? person;
    private readonly Random jitter;
    private readonly bool owns;

    public PrefLabApi(Uri address, string key, TimeProvider time, Journal? journal = null)
        : this(NewClient(address), key, time, journal, null, 0, owns: true)
    {
    }

    private PrefLabApi(HttpClient client, string key, TimeProvider time, Journal? journal, string? person, int seed, bool owns)
    {
        (this.client, this.key, this.time, this.journal, this.person, this.owns) = (client, key, time, journal, person, owns);
        jitter = new Random(seed);
    }

    public LatencyTally? Latency { get; init; }

    /// <summary>The same address and connections under somebody else's key.</summary>
    public PrefLabApi As(string personName, string personKey, int seed, LatencyTally? latency = null) =>
        new(client, personKey, time, journal, personName, seed, owns: false) { Latency = latency };

    public Task<ApiReply> GetAsync(string path, RetryPolicy retry, CancellationToken ct) => SendAsync(HttpMethod.Get, path, default, retry, ct);

    public Task<ApiReply> PostAsync<T>(string path, T body, RetryPolicy retry, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.SerializeToElement(body, JsonSerializerOptions.Web), retry, ct);

    /// <summary>Sends a stream once, however long it takes; a body that was read cannot be repeated.</summary>
    public async Task<ApiReply> UploadAsync(string path, HttpContent content, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = content;
        // Lets PrefLab refuse before the file is sent.
        request.Headers.ExpectContinue = true;
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
        return new ApiReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct), 1);
    }

    /// <summary>Opens an answer for reading as it comes.</summary>
    /// <exception cref="ApiException">The answer is not a success.</exception>
    public async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ApiError.From((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
    }

    public void Dispose()
    {
        if (owns)
        {
            client.Dispose();
        }
    }

    private static HttpClient NewClient(Uri address) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/api/v1/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    private async Task<ApiReply> SendAsync(HttpMethod method, string path, JsonElement body, RetryPolicy retry, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            RetryConditionHeaderValue? asked = null;
            try
            {
                (var reply, asked) = await AttemptAsync(method, path, body, attempt, ct);
                if (!RetryPolicy.MayPass(reply.Status) || time.GetElapsedTime(began) >= retry.Patience)
                {
                    return reply;
                }
            }
            catch (Exception lost) when (IsLost(lost, ct) && time.GetElapsedTime(began) < retry.Patience)
            {
                // Whether PrefLab saw it is unknown: the repeated request carries the same submission key.
            }

            Latency?.CountRetry();
            await Task.Delay(RetryPolicy.WaitAfter(attempt, asked, time.GetUtcNow(), jitter.NextDouble()), time, ct);
        }
    }

    private static bool IsLost(Exception problem, CancellationToken ct) =>
        problem is HttpRequestException or IOException || (problem is OperationCanceledException && !ct.IsCancellationRequested);

    private async Task<(ApiReply Reply, RetryConditionHeaderValue? RetryAfter)> AttemptAsync(
        HttpMethod method, string path, JsonElement body, int attempt, CancellationToken ct)
    {
        using var request = Request(method, path);
        if (body.ValueKind != JsonValueKind.Undefined)
        {
            request.Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");
        }

        // A person's requests are what the journal is about; an administrator's carry keys.
        var number = person is null ? null : journal?.Request(person, method.Method, path, body);
        var began = time.GetTimestamp();
        int? status = null;
        string? text = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(RequestTimeout);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            text = await response.Content.ReadAsStringAsync(limit.Token);
            status = (int)response.StatusCode;
            return (new ApiReply(status.Value, text, attempt), response.Headers.RetryAfter);
        }
        finally
        {
            var milliseconds = time.GetElapsedTime(began).TotalMilliseconds;
            Latency?.Add(path, status, milliseconds);
            if (number is { } known)
            {
                journal!.Answer(known, status, milliseconds, text);
            }
        }
    }
}
