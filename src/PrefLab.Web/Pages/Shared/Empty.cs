namespace PrefLab.Web.Pages.Shared;

/// <summary>What the partial <c>_Empty</c> shows where a list has nothing: what will be here and what to do next.</summary>
public sealed record Empty(string Title, string Text, string? ActionText = null, string? ActionHref = null);
