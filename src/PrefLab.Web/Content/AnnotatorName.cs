using System.Globalization;

namespace PrefLab.Web.Content;

/// <summary>What an annotator is called in a project beside the person's own name.</summary>
public static class AnnotatorName
{
    public static string Of(AnnotatorId id) => "A-" + id.Value.ToString("0000", CultureInfo.InvariantCulture);
}
