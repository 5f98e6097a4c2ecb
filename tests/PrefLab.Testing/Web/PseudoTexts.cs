using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using PrefLab.Web.Languages;

namespace PrefLab.Testing.Web;

/// <summary>
/// A language that nobody speaks: every text that the German has comes with brackets, accents and four tenths more length.
/// What a page shows without them is no text of its own, and what does not fit will not fit in some other language.
/// </summary>
public sealed partial class PseudoTexts(IStringLocalizerFactory factory) : IStringLocalizer<Texts>
{
    private const string Plain = "aeiouycnszAEIOUYCNSZ";
    private const string Accented = "áéíóúýçñšžÁÉÍÓÚÝÇÑŠŽ";
    private const string More = " łøñgéŕ";

    private readonly IStringLocalizer real = factory.Create(typeof(Texts));

    public LocalizedString this[string name] => Find(name, text => text);

    public LocalizedString this[string name, params object[] arguments] => Find(name, text => string.Format(CultureInfo.CurrentCulture, text, arguments));

    /// <summary>Makes the application speak it.</summary>
    public static void Speak(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IStringLocalizer<Texts>, PseudoTexts>());

    /// <summary>A text without what is said in this language, and what its brackets hold.</summary>
    public static string Without(string text)
    {
        for (var shorter = Said().Replace(text, ""); shorter != text; shorter = Said().Replace(text, ""))
        {
            text = shorter;
        }

        return text;
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => real.GetAllStrings(includeParentCultures);

    private static string Of(string text)
    {
        var longer = string.Concat(Enumerable.Repeat(More, 1 + (text.Length / More.Length)))[..(int)Math.Ceiling(text.Length * .4)];
        return $"⟦{Word().Replace(text, word => string.Concat(word.Value.Select(sign => Plain.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at ? Accented[at] : sign)))}{longer}⟧";
    }

    private LocalizedString Find(string name, Func<string, string> fill)
    {
        var language = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = LanguageServices.Offered[1];
        var isText = !real[name].ResourceNotFound;
        CultureInfo.CurrentUICulture = language;
        return new LocalizedString(name, fill(isText ? Of(name) : name), resourceNotFound: !isText);
    }

    /// <summary>All but the places for values.</summary>
    [GeneratedRegex(@"(?<=^|\})[^{}]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex("⟦[^⟦⟧]*⟧", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Said();
}
