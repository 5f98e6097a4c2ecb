namespace PrefLab.Web.Pages.Shared;

/// <summary>What the partial <c>_Pager</c> shows under a list that is paged by its last key: whole addresses, null where there is no such page.</summary>
/// <param name="Shown">What this page holds, such as "50 comparisons".</param>
public sealed record Pager(string Shown, string? First, string? Next, string? Previous = null);
