namespace PrefLab.Core;

/// <summary>One thing that is wrong with what somebody entered.</summary>
/// <param name="Field">The property, as the page and the API name it: <c>overlap</c>, <c>dimensions[2].weight</c>; empty for the whole.</param>
/// <param name="Message">A sentence that says what would be right.</param>
public sealed record FieldError(string Field, string Message);
