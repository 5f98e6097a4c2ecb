using System.Text.Json;
using System.Text.RegularExpressions;
using PrefLab.Web.Api;

namespace PrefLab.Web.Hosting;

/// <summary>Names the part of an API request that could not be read.</summary>
public static partial class UnreadableInput
{
    private const string Body = "body";

    /// <returns>The field and what is wrong with it; null when the exception tells neither.</returns>
    public static (string Field, string Reason)? Of(Exception? exception) => exception switch
    {
        BadHttpRequestException { InnerException: UnknownNameException unknown } => (Field(unknown.Path), unknown.Message),
        BadHttpRequestException { InnerException: JsonException json } => (Field(json.Path), "This is not JSON of the kind that is wanted here."),
        BadHttpRequestException bad when bad.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal)
            || bad.Message.Contains("from body", StringComparison.Ordinal) => (Body, "A JSON body is wanted here."),
        BadHttpRequestException bad when Parameter().Match(bad.Message) is { Success: true } match =>
            (match.Groups["name"].Value, "The value is missing, or not of the kind that is wanted here."),
        _ => null,
    };

    private static string Field(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : Body;

    /// <summary>The framework tells the parameter only in its message, as <c>"int skip"</c>.</summary>
    [GeneratedRegex("parameter \"[^\"]* (?<name>[A-Za-z]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameter();
}
