namespace PrefLab.Metrics;

/// <summary>The reasons why an agreement coefficient has no value, in one place so that they read the same everywhere.</summary>
internal static class Undefined
{
    public static readonly Estimate NoPairs = Estimate.Undefined("No comparison has two labels yet.");

    public static readonly Estimate NoVariation =
        Estimate.Undefined("All labels are the same, so agreement by chance is complete and the coefficient has no meaning.");

    public static readonly Estimate OnePair = Estimate.Undefined("One comparison with two labels does not show how much comparisons vary.");

    public static readonly Estimate MoreThanTwo =
        Estimate.Undefined("A comparison has more than two labels, and Scott's pi is for two; Fleiss' kappa takes more.");

    public static readonly Estimate NothingShared = Estimate.Undefined("They share no comparison with others.");

    public static readonly Estimate OneAnnotator = Estimate.Undefined("All labels are by one annotator.");

    public const string NoSpread = "Every comparison says the same, which says nothing about the uncertainty.";
}
