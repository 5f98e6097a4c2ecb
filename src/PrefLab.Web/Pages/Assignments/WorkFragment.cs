using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>What is to be done now: comparisons, or in their place why there are none. The page is made with it, and its script fetches it again.</summary>
/// <param name="State">What the script goes by: work, done, nothing, stopped or closed; answered for a look back.</param>
public sealed record WorkFragment(string State)
{
    /// <summary>Tokens of everything in hand, also of what is not among <see cref="Items"/> because the page has it.</summary>
    public IReadOnlyList<Guid> Held { get; init; } = [];

    public IReadOnlyList<WorkView> Items { get; init; } = [];

    public RestView? Rest { get; init; }

    /// <summary>Skips that the batch still allows; null for no limit.</summary>
    public int? SkipsLeft { get; init; }

    /// <summary>Whole seconds for which everything in hand is kept: a span, because the browser's clock may be wrong.</summary>
    public int? KeptSeconds { get; init; }

    public static WorkFragment Of(NextResult.Work work) => new("work")
    {
        Held = work.Held,
        SkipsLeft = work.SkipsLeft,
        KeptSeconds = (int)work.KeptFor.TotalSeconds,
        Items = [.. work.Assignments.Select(it => WorkView.From(it, work.Batch))],
    };

    public static WorkFragment Of(AnsweredAssignment answered) => new("answered")
    {
        Items = [WorkView.From(answered.Served, answered.BatchSize is { } size ? new BatchProgress(size, size) : null)],
    };

    public static WorkFragment Of(RestView rest) => new(rest switch
    {
        { Stopped: not null } => "stopped",
        { NotOpen: true } => "closed",
        { Finished: not null } => "done",
        _ => "nothing",
    })
    {
        Rest = rest,
    };
}

/// <summary>What an annotator reads who has nothing in hand.</summary>
public sealed record RestView(ProjectId ProjectId)
{
    public NextResult.NotWorking? Stopped { get; init; }

    public bool NotOpen { get; init; }

    public BatchSummary? Finished { get; init; }

    /// <summary>There was no work a moment ago. Who comes back later is not told so before looking again.</summary>
    public bool FoundNothing { get; init; }

    public bool IsOnboarding => Stopped?.Standing == Standing.Onboarding;
}
