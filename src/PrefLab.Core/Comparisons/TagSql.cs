namespace PrefLab.Core.Comparisons;

/// <summary>A tag of a comparison is any text in its metadata, alone or in a list.</summary>
internal static class TagSql
{
    /// <summary>A condition: whether metadata holds the tag; null or false where it does not.</summary>
    /// <param name="metadata">The column.</param>
    /// <param name="tag">An expression of type text.</param>
    public static string Holds(string metadata, string tag) => $"jsonb_path_exists({metadata}, '$.*[*] ? (@ == $tag)', jsonb_build_object('tag', {tag}))";
}
