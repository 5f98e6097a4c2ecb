using Microsoft.AspNetCore.Http.HttpResults;

namespace PrefLab.Web.Api;

/// <summary>Problem details (RFC 9457) as the API answers them.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail: detail, statusCode: status);

    /// <summary>400 with the one field that is wrong.</summary>
    public static ValidationProblem Invalid(string field, string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] });
}
