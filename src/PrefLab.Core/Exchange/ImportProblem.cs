namespace PrefLab.Core.Exchange;

/// <summary>What is wrong, or odd, in a file.</summary>
/// <param name="Line">Counted from 1, empty lines included; 0 for the whole file.</param>
/// <param name="Field">The field as the file names it; null for the whole row.</param>
public sealed record ImportProblem(long Line, string? Field, string Reason);
