using PrefLab.Core.Agreement;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>How a project pays.</summary>
/// <param name="Rate">For each answer, in the currency.</param>
/// <param name="PaysExcluded">Whether answers whose labels are excluded are paid.</param>
public sealed record ActionPay(decimal Rate, string Currency, bool PaysExcluded)
{
    /// <summary>What is not paid any more.</summary>
    public decimal WithheldFor(ActionFigures figures) => PaysExcluded ? 0 : figures.Labels * Rate;

    /// <summary>What others' answers cost that fill the places of excluded ones.</summary>
    public decimal RefillFor(ActionFigures figures) => (figures.Labels - figures.Golds) * Rate;
}

/// <summary>A project's labels at one moment, before an action or after it.</summary>
/// <param name="Labels">Labels that count, golds left out.</param>
/// <param name="Majorities">Comparisons with a majority.</param>
public sealed record ActionState(Standing Standing, long Labels, long Majorities, Interval Alpha)
{
    public static ActionState Of(Standing standing, PatternHistogram histogram) => new(
        standing, histogram.Labels, histogram.Rows().Where(row => MajorityVote.OfPreferences(row.Labels.AsSpan()) is not null).Sum(row => row.Comparisons),
        AgreementReport.Of(histogram).Find(AgreementCoefficient.AlphaOrdinal).Interval);
}

/// <summary>What an action would do now.</summary>
/// <param name="Before">Null, as <paramref name="After"/>, while a large project is being counted.</param>
/// <param name="Concern">What a dismissal takes away; null for any other action.</param>
public sealed record ActionPreview(
    Standing From, Standing To, ActionFigures Figures, ActionPay Pay, ActionState? Before, ActionState? After, Concern? Concern = null)
{
    /// <summary>Gets what will not count although the annotator begins again.</summary>
    public IReadOnlyList<StandingExclusion> StayExcluded { get; init; } = [];

    public decimal Withheld => Pay.WithheldFor(Figures);

    public decimal Refill => Pay.RefillFor(Figures);
}
