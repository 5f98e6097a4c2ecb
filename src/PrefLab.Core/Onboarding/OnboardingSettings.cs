using System.Text.Json.Serialization;

namespace PrefLab.Core.Onboarding;

/// <summary>What a project asks of annotators before their first batch.</summary>
public sealed record OnboardingSettings
{
    public static OnboardingSettings None { get; } = new();

    /// <summary>Markdown that a person agrees to; null when no consent is asked.</summary>
    public string? Consent { get; init; }

    /// <summary>Moves with every change of the text; 0 before the first.</summary>
    public int ConsentVersion { get; init; }

    public bool GuidelinesMustBeRead { get; init; }

    public bool Training { get; init; }

    public bool Qualification { get; init; }

    /// <summary>The share of questions that must be right, in percent.</summary>
    public int PassPercent { get; init; } = 80;

    public int Attempts { get; init; } = 2;

    /// <summary>Questions of an attempt; all there are, where there are fewer.</summary>
    public int Questions { get; init; } = 10;

    [JsonIgnore]
    public bool AsksAnything => Consent is not null || GuidelinesMustBeRead || Training || Qualification;

    /// <summary>Right answers that pass an attempt of so many questions.</summary>
    public int NeededOf(int questions) => ((questions * PassPercent) + 99) / 100;
}
