using System.Globalization;

namespace PrefLab.Core.Accounts;

/// <summary>What names, e-mail addresses and passwords may be. Each rule returns what is wrong, or null.</summary>
public static class AccountRules
{
    public const int MinPassword = 8;
    public const int MaxPassword = 256;

    public static string? CheckName(string name) => name switch
    {
        { Length: > Limits.Name } => string.Create(CultureInfo.InvariantCulture, $"A name has at most {Limits.Name} characters."),
        _ when name.Any(IsUnsafe) || !name.IsStorable() => "A name has no control characters.",
        _ when !name.Any(IsVisible) => "Enter a name.",
        _ => null,
    };

    public static string? CheckEmail(string email)
    {
        var at = email.LastIndexOf('@');
        var wellFormed = email.Length <= Limits.Email
            && at > 0 && at < email.Length - 1
            && email.IndexOf('@', StringComparison.Ordinal) == at
            && !email.Any(char.IsWhiteSpace) && !email.Any(IsUnsafe) && email.IsStorable();
        return wellFormed ? null : "Enter an e-mail address, like name@example.org.";
    }

    /// <summary>Length is the only demand: rules of composition make passwords worse. Spaces count, also at the ends.</summary>
    public static string? CheckPassword(string password) => password switch
    {
        { Length: < MinPassword } => string.Create(CultureInfo.InvariantCulture, $"A password has at least {MinPassword} characters."),
        { Length: > MaxPassword } => string.Create(CultureInfo.InvariantCulture, $"A password has at most {MaxPassword} characters."),
        _ when !password.IsStorable() =>
            "The password contains a character that cannot be stored.",
        _ => null,
    };

    /// <summary>Control characters, and those that turn the direction of what follows.</summary>
    private static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsVisible(char character) =>
        !char.IsWhiteSpace(character) && char.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control);
}
