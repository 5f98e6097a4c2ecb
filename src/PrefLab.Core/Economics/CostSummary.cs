using PrefLab.Core.Projects;

namespace PrefLab.Core.Economics;

/// <summary>What people's labels cost, in the project's currency.</summary>
/// <param name="SoFar">Answers that are paid, golds included, × the rate.</param>
/// <param name="PerAcceptedLabel">Null before the first accepted label.</param>
/// <param name="AtCompletion">Null before the first accepted label.</param>
public sealed record CostSummary(decimal SoFar, decimal? PerAcceptedLabel, decimal? AtCompletion)
{
    public static CostSummary Of(ProjectProgress progress, decimal rate)
    {
        var soFar = progress.Paid * rate;
        if (progress.Accepted <= 0)
        {
            return new CostSummary(soFar, null, null);
        }

        var perLabel = soFar / progress.Accepted;
        return new CostSummary(soFar, perLabel, soFar + (Math.Max(0, progress.Needed - progress.Accepted) * perLabel));
    }
}
