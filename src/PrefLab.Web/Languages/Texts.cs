namespace PrefLab.Web.Languages;

/// <summary>
/// Names the texts of the pages. A text's key is the text in English; <c>Texts.de.resx</c> has it in German.
/// A further language is one more file and one more entry in <see cref="LanguageServices.Offered"/>.
/// </summary>
public sealed class Texts;
