using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>What the live tests say of somebody, in words.</summary>
/// <param name="Path">Of the annotator's page.</param>
/// <param name="Since">When the newest answer came that does not count; null when all count.</param>
/// <param name="DropsSince">The same of the sum for drops, where a concern was dismissed.</param>
public sealed record TestView(string Path, Annotator Annotator, LiveTestReport Report, DateTimeOffset? Since, DateTimeOffset? DropsSince)
{
    /// <summary>One test.</summary>
    /// <param name="Said">Where it stands, and what follows at its limit.</param>
    /// <param name="About">What that means.</param>
    public sealed record Line(string Name, string Said, string About, TestLevel? Level);

    public IEnumerable<Line> Lines
    {
        get
        {
            if (GoldLine is { } golds)
            {
                yield return golds;
            }

            yield return PeersLine;
            yield return DropsLine;
        }
    }

    public string Judged => $"{Figures.Whole(Report.Evidence.Golds.Correct)} of {Count(Report.Evidence.Golds.Golds, "gold", "golds")} right, "
        + $"{Count(Report.Ordinary, "other answer", "other answers")} judged by those of others, {Figures.Whole(Report.Waiting)} {(Report.Waiting == 1 ? "waits" : "wait")} for others.";

    public string Counts => (Since, DropsSince) switch
    {
        (null, null) => "Counted since the first answer.",
        ({ } since, null) => $"Counted after {Figures.Moment(since)} (UTC).",
        (null, { } drops) => $"Counted since the first answer; for drops, after {Figures.Moment(drops)} (UTC).",
        ({ } since, { } drops) => $"Counted after {Figures.Moment(since)}; for drops, after {Figures.Moment(drops)} (UTC).",
    };

    public string Next => Annotator.Standing switch
    {
        Standing.Active when !Flags => "No test flags in this project: nothing follows by itself.",
        Standing.Active when IsReached => "The limit is reached: the next answer that is judged flags.",
        Standing.Active => (Report.Policy.Pauses
            ? "At the limit: flagged and paused at once, until somebody has decided."
            : "At the limit: flagged, and working on until somebody has decided.")
            + (Report.WrongUntilFlag is { } wrong ? $" That is {Count(wrong, "wrong gold", "wrong golds one after the other")} from here." : ""),
        Standing.Flagged => "Flagged, and working on. Reinstating begins all evidence afresh.",
        Standing.Paused => "No work, and nothing is judged. Reinstating begins all evidence afresh.",
        Standing.Onboarding => "Nothing is judged before the onboarding is finished.",
        _ => "Removed: nothing is judged any more.",
    };

    private bool Flags => Report.Policy.Peers is not null || Report.Policy.Golds is not QualityRule.None;

    private bool IsReached => Report.Golds is { IsReached: true } || Report is { Policy.Peers: not null, Peers.IsReached: true };

    private Line? GoldLine => (Report.Policy.Golds, Report.Golds) switch
    {
        (QualityRule.Sprt sprt, { } level) => new(
            "Sequential test on golds",
            $"{Evidence(level)}: flags at {Figures.Nats(level.Limit)}",
            $"Of annotators who are right {Figures.Percent(sprt.P0)} of the time or more, {Figures.Percent(sprt.Alpha, 1)} at most ever reach the limit, however long it looks.",
            level),
        (QualityRule.Classic classic, { } level) => new(
            "Share of golds right",
            $"{Figures.Percent(level.Value)} wrong: flags above {Figures.Percent(level.Limit)}{(Report.Evidence.Golds.Golds < classic.MinGolds ? $", from {Count(classic.MinGolds, "gold", "golds")} on" : "")}",
            "It looks after every gold, so that honest annotators are flagged as well; the settings say how many.",
            level),
        _ => null,
    };

    private Line PeersLine => new(
        Report.Policy.Peers is null ? "Golds and the answers of others" : "Sequential test on golds and the answers of others",
        Report.Policy.Peers is null
            ? $"{Evidence(Report.Peers)}: flags nobody here, makes the risk of {Figures.Risk(Annotator.Risk)}"
            : $"{Evidence(Report.Peers)}: flags at {Figures.Nats(Report.Peers.Limit)}",
        $"Of annotators who read, {Figures.Percent(Report.Policy.PeersOrUsual.Alpha, 1)} at most ever reach the limit, however long it looks.",
        Report.Peers);

    private Line DropsLine => new(
        "Drop of accuracy on golds",
        $"sum {Figures.Nats(Report.Drops.Value)} of {Figures.Nats(Report.Drops.Limit)}: {(Report.Policy.NoticesDrops ? $"calls for a look at {Figures.Nats(Report.Drops.Limit)}" : "calls for no look in this project")}",
        "It forgets what was long ago and flags nobody: half of the annotators who are right 80 % of the time reach it within 1,000 golds.",
        Report.Drops);

    private static string Evidence(TestLevel level) => $"evidence {Figures.Nats(level.Value)} of {Figures.Nats(level.Limit)}";

    private static string Count(int count, string one, string many) => $"{Figures.Whole(count)} {(count == 1 ? one : many)}";
}
