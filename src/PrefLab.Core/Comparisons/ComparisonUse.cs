namespace PrefLab.Core.Comparisons;

/// <summary>What a comparison is for. All but the first have a known answer.</summary>
public enum ComparisonUse : short
{
    /// <summary>People say which response is better, as many as its overlap.</summary>
    Label = 1,

    /// <summary>Hidden among the others, to see how people answer.</summary>
    Gold = 2,

    /// <summary>Answered before the first batch, with the answer and its reason shown at once.</summary>
    Training = 3,

    /// <summary>Answered before the first batch, to see who may work.</summary>
    Qualification = 4,
}
