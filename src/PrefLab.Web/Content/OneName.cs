using PrefLab.Core;

namespace PrefLab.Web.Content;

/// <summary>
/// Enumerations in addresses, forms and JSON: by name, and by one. What .NET reads as one besides would be another value than the sender named: the sum of
/// several names, and any number.
/// </summary>
public static class OneName
{
    public static T? Parse<T>(string? name)
        where T : struct, Enum =>
        IsOf(typeof(T), name) ? Enum.Parse<T>(name!, ignoreCase: true) : null;

    /// <summary>What is wrong with a name that may be missing; null when nothing is.</summary>
    public static FieldError? Check<T>(string? name, string field)
        where T : struct, Enum =>
        string.IsNullOrEmpty(name) || IsOf(typeof(T), name) ? null : new FieldError(field, MessageOf(typeof(T)));

    public static string MessageOf(Type enumeration) => $"It is one of {string.Join(", ", Enum.GetNames(enumeration))}.";

    public static bool IsOf(Type enumeration, string? name) => Enum.GetNames(enumeration).Contains(name, StringComparer.OrdinalIgnoreCase);
}
