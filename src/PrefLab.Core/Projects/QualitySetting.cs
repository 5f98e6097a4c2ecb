using System.Text.Json.Serialization;
using PrefLab.Metrics;

namespace PrefLab.Core.Projects;

/// <summary>The quality rule as it is entered: possibly wrong, and so not yet a <see cref="QualityRule"/>.</summary>
/// <param name="Rule"><c>classic</c> or <c>none</c>.</param>
public sealed record QualitySetting(string Rule, int MinGolds = 5, double MinAccuracy = .60)
{
    public const string Classic = "classic";

    public const string None = "none";

    /// <summary>The limit that people are judged by where the rule has none of its own.</summary>
    public const double UsualLimit = .60;

    public static QualitySetting Of(QualityRule rule) => rule switch
    {
        QualityRule.Classic classic => new(Classic, classic.MinGolds, classic.MinAccuracy),
        _ => new(None),
    };

    /// <summary>The share of right golds below which a project calls somebody unreliable.</summary>
    public static double LimitOf(QualityRule rule) => rule is QualityRule.Classic classic ? classic.MinAccuracy : UsualLimit;

    [JsonIgnore]
    public bool IsClassic => string.Equals(Rule, Classic, StringComparison.Ordinal);

    /// <summary>Only for a setting that <see cref="ProjectRules"/> found right.</summary>
    public QualityRule ToRule() => IsClassic
        ? new QualityRule.Classic(MinGolds, MinAccuracy)
        : new QualityRule.None();
}
