using System.Text.Json;

namespace PrefLab.Core.Accounts;

/// <summary>How somebody has set up the annotate page; it goes with the person to another machine.</summary>
/// <param name="Keys">Action → key, where it is not the usual one.</param>
/// <param name="TextSize">Steps from the usual size.</param>
/// <param name="Reserve">Whether to keep comparisons ready for working offline.</param>
public sealed record PersonSettings(IReadOnlyDictionary<string, string>? Keys = null, int TextSize = 0, bool Reserve = false)
{
    public const int SmallestText = -2;
    public const int LargestText = 5;

    /// <summary>What has a key, with the usual one: the page's script knows the same.</summary>
    public static readonly IReadOnlyDictionary<string, string> UsualKeys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["answer1"] = "1",
        ["answer2"] = "2",
        ["answer3"] = "3",
        ["answer4"] = "4",
        ["answer5"] = "5",
        ["bothBad"] = "b",
        ["flag"] = "f",
        ["comment"] = "c",
        ["skip"] = "k",
        ["undo"] = "z",
        ["recent"] = "l",
        ["guidelines"] = "g",
        ["prompt"] = "p",
        ["scroll"] = "s",
        ["differences"] = "d",
        ["keys"] = "?",
    };

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public FieldError? Check()
    {
        if (TextSize is < SmallestText or > LargestText)
        {
            return new FieldError("textSize", $"The text size is a whole number from {SmallestText} to {LargestText}.");
        }

        var keys = new Dictionary<string, string>(UsualKeys, StringComparer.Ordinal);
        foreach (var (action, key) in Keys ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (!keys.ContainsKey(action))
            {
                return new FieldError("keys", $"An action is one of {string.Join(", ", UsualKeys.Keys)}.");
            }

            if (key is not [var character] || char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character) || char.IsUpper(character))
            {
                return new FieldError("keys", "A key is one character, not a blank and not a capital letter.");
            }

            keys[action] = key;
        }

        return keys.Values.Distinct(StringComparer.Ordinal).Count() < keys.Count ? new FieldError("keys", "Two actions have the same key.") : null;
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
