using PrefLab.Core.Annotators;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <param name="Path">Of the list of annotators.</param>
public sealed record AnnotatorWorkView(string Path, AnnotatorWorkReport Work, TimePlot? Plot)
{
    private const int OfEachEnd = 3;

    /// <summary>Gets those most alike and those least alike.</summary>
    public IReadOnlyList<PeerAgreement> Extremes => Work.Peers.Count <= OfEachEnd * 2
        ? Work.Peers
        : [.. Work.Peers.Take(OfEachEnd), .. Work.Peers.TakeLast(OfEachEnd)];

    /// <summary>Gets what the plot shows, for who does not see it.</summary>
    public string Said => Plot switch
    {
        null => "",
        { MedianRatio: { } ratio, Hurried: { } hurried } =>
            $"{Figures.Multiple(ratio)} of the usual time in the median; {Figures.Percent(hurried)} of the answers took less than a third of it.",
        _ => "There are too few answers in this project to know how long people usually take.",
    };

    public static AnnotatorWorkView Of(string path, AnnotatorWorkReport work) => new(path, work, TimePlot.Of(work.Times, work.Pace));
}
