using System.Text.Json;

namespace PrefLab.Cli;

/// <summary>
/// Every request that labels, before it is sent, and every answer to it, as JSON Lines: what was acknowledged can be compared with what is stored.
/// Keys are not in it.
/// </summary>
public sealed class Journal(TextWriter writer, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private long last;

    public static Journal Create(FileInfo file, TimeProvider time) => new(new StreamWriter(file.FullName, append: false), time);

    /// <returns>The number that the answer refers to.</returns>
    public long Request(string? person, string method, string path, JsonElement body)
    {
        var number = Interlocked.Increment(ref last);
        var key = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("submissionKey", out var found) ? found.GetString() : null;
        Write(new RequestLine("request", number, time.GetUtcNow(), person, method, path, key, body));
        return number;
    }

    /// <param name="status">Null when no answer came.</param>
    public void Answer(long number, int? status, double milliseconds, string? body) =>
        Write(new AnswerLine("answer", number, time.GetUtcNow(), status, milliseconds, status is >= 200 and < 300 ? Parse(body) : null));

    public async ValueTask DisposeAsync() => await writer.DisposeAsync();

    private static JsonElement? Parse(string? body)
    {
        if (string.IsNullOrEmpty(body))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(body);
        }
    }

    private void Write<T>(T line)
    {
        var text = JsonSerializer.Serialize(line, JsonSerializerOptions.Web);
        lock (gate)
        {
            writer.WriteLine(text);
            // A killed driver must not lose what was acknowledged to it.
            writer.Flush();
        }
    }

    private sealed record RequestLine(
        string Kind, long Number, DateTimeOffset At, string? Person, string Method, string Path, string? SubmissionKey, JsonElement Body);

    private sealed record AnswerLine(string Kind, long Number, DateTimeOffset At, int? Status, double Milliseconds, JsonElement? Body);
}
