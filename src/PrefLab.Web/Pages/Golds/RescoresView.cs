using PrefLab.Core;
using PrefLab.Core.Golds;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Golds;

/// <summary>How far scoring annotators anew is, as the page and its refresh show it.</summary>
public sealed record RescoresView(ProjectId Project, IReadOnlyList<GoldRescoreRow> Changes, IReadOnlyList<RescoredAnnotator> Last, DateTimeOffset Now)
{
    public bool IsRunning => Changes.Any(change => change.FinishedAt is null);

    /// <summary>How long it takes if the others take as long as those who are done; a change that waited for another takes less.</summary>
    public string TimeLeft(GoldRescoreRow change) => change.Done == 0
        ? "waits for its turn"
        : $"at most about {Figures.Seconds(Math.Max(10, (Now - change.RequestedAt).TotalSeconds * (change.Annotators - change.Done) / change.Done))} left";

    public static string Outcome(GoldRescoreRow change) => $"{Figures.Whole(change.Rescored)} scored anew"
        + (change.Flagged > 0 ? $", {Figures.Whole(change.Flagged)} flagged" : "")
        + (change.Reinstated > 0 ? $", {Figures.Whole(change.Reinstated)} {(change.Reinstated == 1 ? "flag" : "flags")} lifted" : "");
}
