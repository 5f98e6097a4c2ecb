using PrefLab.Core.Accounts;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Projects;

/// <summary>What is asked of annotators, and the totals that imports move.</summary>
public sealed class Project
{
    public ProjectId Id { get; init; }

    public required string Name { get; set; }

    public ProjectState State { get; private set; } = ProjectState.Draft;

    /// <summary>The newest guidelines; 0 before any are published.</summary>
    public int GuidelineVersion { get; set; }

    public IReadOnlyList<Dimension> Dimensions { get; set; } = Dimension.Default;

    public bool TiesAllowed { get; set; } = true;

    /// <summary>Labels wanted for a comparison that does not say.</summary>
    public int Overlap { get; set; } = 3;

    public int BatchSize { get; set; } = 50;

    /// <summary>Share of a batch's positions that are golds, exact in expectation, 0 to .5.</summary>
    public double GoldFraction { get; set; } = .10;

    /// <summary>Annotators who may be shown one gold; null for no limit.</summary>
    public int? GoldExposureCap { get; set; }

    /// <summary>Skips in one batch, those of harmful content not counted; null for no limit.</summary>
    public int? SkipsPerBatch { get; set; } = 10;

    public QualityPolicy Quality { get; set; } = new(new QualityRule.Sprt());

    /// <summary>Paid for each answered assignment.</summary>
    public decimal LabelRate { get; set; }

    public string Currency { get; set; } = "USD";

    public bool PaysExcluded { get; set; } = true;

    /// <summary>Whether simulated annotators may work here; shown wherever the project is. See <see cref="ProjectRules.AdmitsSimulated"/>.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>What is asked of people before their first batch.</summary>
    public OnboardingSettings Onboarding { get; set; } = OnboardingSettings.None;

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Moves with every change of settings, so that two leads cannot overwrite each other.</summary>
    public int Version { get; set; } = 1;

    public int ComparisonCount { get; init; }

    public int GoldCount { get; init; }

    /// <summary>Sum of the overlaps of the ordinary comparisons.</summary>
    public long LabelsNeeded { get; init; }

    /// <summary>Moves whenever a place is given back, so that annotators at the end of the order walk it again.</summary>
    public long ReleaseVersion { get; init; }

    /// <summary>For queries; see <see cref="ProjectVisibility"/>.</summary>
    internal ICollection<Membership> Memberships { get; } = [];

    public static bool CanChange(ProjectState from, ProjectState to) => (from, to) switch
    {
        (ProjectState.Draft, ProjectState.Open or ProjectState.Archived) => true,
        (ProjectState.Open, ProjectState.Paused or ProjectState.Closed) => true,
        (ProjectState.Paused, ProjectState.Open or ProjectState.Closed) => true,
        (ProjectState.Closed, ProjectState.Open or ProjectState.Archived) => true,
        (ProjectState.Archived, ProjectState.Closed) => true,
        _ => false,
    };

    /// <summary>Changes the state when that is allowed, and says whether it was.</summary>
    public bool TryChangeState(ProjectState to)
    {
        if (!CanChange(State, to))
        {
            return false;
        }

        State = to;
        Version++;
        return true;
    }
}
