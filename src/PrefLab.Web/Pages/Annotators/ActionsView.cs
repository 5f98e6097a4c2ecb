using PrefLab.Core.Annotators;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>What somebody chooses in the card of actions.</summary>
public sealed class ActionInput
{
    public AnnotatorActionKind? Kind { get; set; }

    public ExclusionScope Scope { get; set; } = ExclusionScope.Keep;

    public DateOnly? Since { get; set; }

    /// <summary>The scope is not shown for actions that exclude nothing, and the day only for its scope.</summary>
    public AnnotatorActionRequest? ToRequest(string? reason)
    {
        if (Kind is not { } kind)
        {
            return null;
        }

        var scope = kind is AnnotatorActionKind.Pause or AnnotatorActionKind.Remove ? Scope : ExclusionScope.Keep;
        return new AnnotatorActionRequest(kind, reason, scope, scope == ExclusionScope.Since ? Since : null);
    }
}

/// <summary>The card of actions: what is possible, what the chosen one would do, and what was done.</summary>
public sealed record ActionsView(
    string Name, string Path, Standing Standing, IReadOnlyList<AnnotatorActionKind> Possible, ActionInput Chosen, ActionPreview? Preview,
    IReadOnlyList<AnnotatorActionRow> Rows)
{
    public static ActionsView Of(
        string name, string path, Annotator annotator, bool mayRetrain, ActionInput chosen, ActionPreview? preview, IReadOnlyList<AnnotatorActionRow> rows) => new(
        name, path, annotator.Standing,
        [.. Enum.GetValues<AnnotatorActionKind>().Where(kind => kind switch
        {
            AnnotatorActionKind.Retrain => mayRetrain && AnnotatorActionRules.After(annotator.Standing, kind) is not null,
            AnnotatorActionKind.Dismiss => annotator.ConcernSince is not null,
            _ => AnnotatorActionRules.After(annotator.Standing, kind, excludes: true) is not null,
        })],
        chosen, preview, rows);

    /// <summary>What is chosen when the page opens.</summary>
    public AnnotatorActionKind Suggested => Chosen.Kind ?? Standing switch
    {
        Standing.Paused => AnnotatorActionKind.Reinstate,
        Standing.Removed => AnnotatorActionKind.Note,
        _ => AnnotatorActionKind.Pause,
    };

    public static string Did(AnnotatorActionKind kind) => kind switch
    {
        AnnotatorActionKind.Note => "Noted",
        AnnotatorActionKind.Retrain => "Sent back to training",
        AnnotatorActionKind.Pause => "Paused",
        AnnotatorActionKind.Remove => "Removed",
        AnnotatorActionKind.Dismiss => "Concern dismissed",
        _ => "Reinstated",
    };

    public static string Did(AnnotatorActionRow row) => (row.Kind, row.Scope) switch
    {
        (AnnotatorActionKind.Pause or AnnotatorActionKind.Remove, ExclusionScope.Keep) => $"{Did(row.Kind)}, labels kept",
        (_, ExclusionScope.Keep) => Did(row.Kind),
        (_, ExclusionScope.All) => $"{Did(row.Kind)}, all labels excluded",
        _ => FormattableString.Invariant($"{Did(row.Kind)}, labels excluded since {row.Since:yyyy-MM-dd}"),
    };

    /// <summary>The figures that are not nothing, in words.</summary>
    public static string Effect(ActionFigures figures)
    {
        string[] parts =
        [
            Part(figures.Labels, "label excluded", "labels excluded"), Part(figures.Golds, "of them on a gold", "of them on golds"),
            Part(figures.Reopened, "comparison reopened", "comparisons reopened"), Part(figures.Released, "assignment taken back", "assignments taken back"),
            Part(figures.Changed, "final label became another one", "final labels became another one"),
            Part(figures.Undecided, "final label lost", "final labels lost"), Part(figures.Decided, "final label won", "final labels won"),
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>What does not count although the annotator begins again; empty when all does.</summary>
    public static string StayExcluded(IEnumerable<StandingExclusion> exclusions) => string.Join(" ", exclusions.Select(it =>
        $"{Part(it.Labels, "label stays", "labels stay")} excluded by the {(it.Kind == AnnotatorActionKind.Pause ? "pause" : "removal")} of {Figures.Day(it.At)}; "
        + $"take that action back to count {(it.Labels == 1 ? "it" : "them")} again."));

    public static string CountAgain(int labels) => $"{Part(labels, "label counts", "labels count")} again.";

    /// <param name="standing">That of now: who is paused or removed already can still be excluded.</param>
    public static string NameOf(AnnotatorActionKind kind, Standing standing) => (kind, standing) switch
    {
        (AnnotatorActionKind.Pause, Standing.Paused) => "Stay paused, exclude labels",
        (AnnotatorActionKind.Remove, Standing.Removed) => "Stay removed, exclude labels",
        _ => NameOf(kind),
    };

    public static string NameOf(AnnotatorActionKind kind) => kind switch
    {
        AnnotatorActionKind.Note => "Write a note",
        AnnotatorActionKind.Retrain => "Send back to training",
        AnnotatorActionKind.Dismiss => "Dismiss the concern",
        _ => kind.ToString(),
    };

    private static string Part(int count, string one, string many) => count switch
    {
        0 => "",
        1 => $"1 {one}",
        _ => $"{Figures.Whole(count)} {many}",
    };
}
