namespace PrefLab.Core;

public static class StorableText
{
    /// <summary>Whether the database can keep the text: it holds no NUL and no half of a surrogate pair.</summary>
    public static bool IsStorable(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
