using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

public enum GoldState
{
    InRotation,

    /// <summary>As many have been given it as the project allows.</summary>
    Exposed,
    Retired,
}

public enum GoldSignal
{
    Leaked,
    Ambiguous,
}

public enum GoldOrder
{
    /// <summary>Those with signals first, then the ones that most get wrong.</summary>
    Signals,
    Wrong,
    Discrimination,
    Exposure,
    Time,
    Newest,
}

/// <param name="Tag">A value in the metadata, alone or in a list; null for all.</param>
/// <param name="After">The last gold of the page before.</param>
public sealed record GoldListRequest(
    ProjectId ProjectId, GoldState? State = null, GoldSignal? Signal = null, Direction? Answer = null, string? Tag = null,
    GoldOrder Order = GoldOrder.Signals, ComparisonId? After = null, int Size = 50);

public sealed record GoldRow(
    ComparisonId Id, string ExternalId, string Prompt, bool PromptIsChat, Preference Expected, bool HasExplanation, int Exposures, GoldState State, GoldFigures Figures);

/// <param name="Found">All that match, of which <paramref name="Rows"/> is a page.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record GoldTable(IReadOnlyList<GoldRow> Rows, int Found, ComparisonId? Next, GoldCoverage Coverage);

/// <summary>What the golds of a project cover.</summary>
/// <param name="ForA">Golds in rotation whose right answer is A.</param>
/// <param name="Cap">How many may be given one; null for everybody.</param>
public sealed record GoldCoverage(int All, int InRotation, int Exposed, int Retired, int ForA, int Ties, int ForB, int Leaked, int Ambiguous, int? Cap, bool TiesAllowed)
{
    public static GoldCoverage Of(IReadOnlyCollection<GoldRow> golds, int? cap, bool tiesAllowed)
    {
        var drawn = golds.Where(gold => gold.State == GoldState.InRotation).ToList();
        return new GoldCoverage(
            golds.Count, drawn.Count, golds.Count(gold => gold.State == GoldState.Exposed), golds.Count(gold => gold.State == GoldState.Retired),
            drawn.Count(gold => gold.Expected.Direction == Direction.A), drawn.Count(gold => gold.Expected.Direction == Direction.Tie),
            drawn.Count(gold => gold.Expected.Direction == Direction.B),
            golds.Count(gold => gold.Figures.IsLeaked && gold.State != GoldState.Retired), golds.Count(gold => gold.Figures.IsAmbiguous && gold.State != GoldState.Retired),
            cap, tiesAllowed);
    }
}

/// <param name="Comparisons">Of the newest that were looked at.</param>
/// <param name="Golds">In rotation.</param>
public sealed record TagCoverage(string Tag, int Comparisons, int Golds);
