using System.Text.Json;

namespace PrefLab.Cli.Api;

/// <summary>Says what an error answer means and what to do about it.</summary>
public static class ApiError
{
    public static ApiException From(int status, string body) => new(status, $"{Meaning(status)}{Details(body)}");

    private static string Meaning(int status) => status switch
    {
        400 => "PrefLab refused the request (400).",
        401 => "The API key is not valid, was revoked or has expired (401).",
        403 => "The key's owner may not do this (403): it needs another role, or a key without a narrower scope.",
        404 => "There is no such project, or the key's owner has no part in it (404).",
        413 => "The file is larger than PrefLab takes (413).",
        429 => "Too many requests (429); try again later.",
        503 => "PrefLab is starting, or its database is away (503); try again later.",
        >= 500 => FormattableString.Invariant($"PrefLab failed ({status}); its log says why."),
        _ => FormattableString.Invariant($"PrefLab answered {status}."),
    };

    /// <summary>The detail and the fields of problem details; nothing for any other body.</summary>
    private static string Details(string body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<ProblemBody>(body, JsonSerializerOptions.Web);
            var detail = problem?.Detail is { } text ? $" {text}" : "";
            var fields = problem?.Errors is { Count: > 0 } errors
                ? string.Concat(errors.SelectMany(field => field.Value.Select(reason => $"{Environment.NewLine}  {field.Key}: {reason}")))
                : "";
            return detail + fields;
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private sealed record ProblemBody(string? Detail, Dictionary<string, string[]>? Errors);
}
