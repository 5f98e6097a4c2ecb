namespace PrefLab.Web.Pages.Accounts;

/// <summary>What the partial <c>_Secret</c> shows once: a key or a link, with a button that copies it.</summary>
public sealed record Secret(string Title, string Value, string Advice);
