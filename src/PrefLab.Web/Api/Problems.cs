using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core;

namespace PrefLab.Web.Api;

/// <summary>Problem details (RFC 9457) as the API answers them.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail: detail, statusCode: status);

    /// <summary>400 with the one field that is wrong.</summary>
    public static ValidationProblem Invalid(string field, string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] });

    /// <summary>400 with everything that is wrong, by field.</summary>
    public static ValidationProblem Invalid(IEnumerable<FieldError> errors) =>
        TypedResults.ValidationProblem(errors
            .GroupBy(error => error.Field, error => error.Message, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal));
}
