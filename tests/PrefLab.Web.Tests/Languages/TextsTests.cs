using System.Text.RegularExpressions;
using System.Xml.Linq;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Tests.Languages;

/// <summary>Every text that a page asks for is there in German, and nothing else is.</summary>
public sealed partial class TextsTests
{
    private static readonly string Web = FindWeb();

    private static readonly Dictionary<string, string> German = XDocument.Load(Path.Combine(Web, "Languages", "Texts.de.resx")).Root!
        .Elements("data").ToDictionary(it => it.Attribute("name")!.Value, it => it.Element("value")!.Value, StringComparer.Ordinal);

    /// <summary>Files of PrefLab.Core with refusals that an annotator reads on a page.</summary>
    private static readonly string[] SaidIn =
    [
        "Labels/LabelService.cs", "Labels/CorrectionService.cs", "Labels/SubmissionRules.cs",
        "Onboarding/OnboardingService.cs", "Onboarding/OnboardingRunService.cs", "Annotators/AppealService.cs",
    ];

    [Fact]
    public void German_EveryTextOfThePages_IsThereAndNoOther()
    {
        var asked = Directory.EnumerateFiles(Web, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => Regex.Unescape(match.Groups["text"].Value)))
            .Concat(FromElsewhere())
            .Concat(SaidByCore())
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(asked.Except(German.Keys));
        Assert.Empty(German.Keys.Except(asked));
    }

    [Fact]
    public void German_EveryText_HasTheSamePlacesForValues()
    {
        foreach (var (english, german) in German)
        {
            Assert.NotEmpty(german.Trim());
            Assert.Equal(Places(english), Places(german));
        }
    }

    private static List<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    /// <summary>Texts that are passed on: those of errors, and what PrefLab.Core says of an account.</summary>
    private static IEnumerable<string> FromElsewhere()
    {
        foreach (var status in Enumerable.Range(400, 200))
        {
            var text = ErrorText.Of(status);
            yield return text.Title;
            yield return text.Kept;
            yield return text.Advice;
        }

        string?[] account =
        [
            AccountRules.CheckName(""), AccountRules.CheckName("\u0001"), AccountRules.CheckName(new string('x', Limits.Name + 1)), AccountRules.CheckEmail(""),
            AccountRules.CheckPassword(""), AccountRules.CheckPassword(new string('x', AccountRules.MaxPassword + 1)), AccountRules.CheckPassword("\0\0\0\0\0\0\0\0\0"),
        ];
        yield return "Your work in this project is removed.";
        foreach (var text in account)
        {
            yield return text ?? throw new InvalidOperationException("A rule has no text for what it refuses.");
        }
    }

    /// <summary>What PrefLab.Core says to annotators, as it stands in its source; a value in a sentence is a place in its text.</summary>
    private static IEnumerable<string> SaidByCore() => SaidIn
        .SelectMany(file => SaidOf().Matches(File.ReadAllText(Path.Combine(Web, "..", "PrefLab.Core", file))))
        .Select(match =>
        {
            var place = 0;
            return match.Groups["filled"].Success ? Hole().Replace(match.Groups["text"].Value, _ => $"{{{place++}}}") : match.Groups["text"].Value;
        });

    private static string FindWeb()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PrefLab.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src", "PrefLab.Web");
    }

    [GeneratedRegex("""\b(?:T|texts)\[\s*"(?<text>(?:[^"\\]|\\.)+)"[\],]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Asked();

    [GeneratedRegex("""\b(?:NotAccepted\(|Refused\(|Invalid\(\s*"\w+",|StandingReason,|InvariantCulture,|new\((?:field|"\w+"),)\s*(?<filled>\$)?"(?<text>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SaidOf();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Place();
}
