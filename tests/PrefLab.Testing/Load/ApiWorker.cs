using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PrefLab.Core;

namespace PrefLab.Testing.Load;

/// <summary>What <c>assignments/next</c> answered: the first assignment in hand, or why there is none.</summary>
public sealed record NextReply(HttpStatusCode Status, string State, Guid Token, string Prompt);

/// <summary>What a submission was answered; the label is 0 unless the status is 2xx.</summary>
public sealed record LabelReply(HttpStatusCode Status, long Label)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>An annotator who works through the API with a key.</summary>
/// <param name="nodes">The nodes in the order in which this annotator tries them.</param>
public sealed class ApiWorker(IReadOnlyList<HttpClient> nodes, ProjectId project, string key)
{
    private static readonly byte[] One = """{"count":1}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly AuthenticationHeaderValue authorization = new("Bearer", key);
    private readonly Uri next = new($"/api/v1/projects/{project}/assignments/next", UriKind.Relative);
    private int node;

    /// <summary>Goes to the next node, as a balancer does with a client whose node fails.</summary>
    public void ChangeNode() => node = (node + 1) % nodes.Count;

    public async Task<NextReply> NextAsync(CancellationToken ct)
    {
        using var response = await PostAsync(next, One, ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new NextReply(response.StatusCode, "", Guid.Empty, "");
        }

        using var json = JsonDocument.Parse(body);
        var state = json.RootElement.GetProperty("state").GetString()!;
        if (state != "work")
        {
            return new NextReply(response.StatusCode, state, Guid.Empty, "");
        }

        var assignment = json.RootElement.GetProperty("assignments")[0];
        return new NextReply(response.StatusCode, state, assignment.GetProperty("token").GetGuid(), assignment.GetProperty("prompt").GetString()!);
    }

    public async Task<LabelReply> SubmitAsync(Guid token, Guid submissionKey, int answer, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"submissionKey":"{{submissionKey}}","answer":{{answer}}}""");
        using var response = await PostAsync(new Uri($"/api/v1/projects/{project}/assignments/{token}/label", UriKind.Relative), body, ct);
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        if (!response.IsSuccessStatusCode)
        {
            return new LabelReply(response.StatusCode, 0);
        }

        using var json = JsonDocument.Parse(bytes);
        return new LabelReply(response.StatusCode, json.RootElement.GetProperty("labelId").GetInt64());
    }

    private async Task<HttpResponseMessage> PostAsync(Uri address, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Json } },
            Headers = { Authorization = authorization },
        };
        return await nodes[node].SendAsync(request, ct);
    }
}
