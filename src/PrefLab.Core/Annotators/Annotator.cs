using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>A person's membership of a project as annotator: standing, and the running statistics that every submission moves.</summary>
public sealed class Annotator
{
    public ProjectId ProjectId { get; init; }

    public AnnotatorId Id { get; init; }

    public long PersonId { get; init; }

    public bool IsSimulated { get; init; }

    public Standing Standing { get; set; } = Standing.Active;

    public string? StandingReason { get; set; }

    public DateTimeOffset StandingSince { get; set; }

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>Answered assignments, golds included, corrections not: what is paid.</summary>
    public int Answered { get; init; }

    public int GoldsAnswered { get; init; }

    public int GoldsCorrect { get; init; }

    /// <summary>Answers whose labels are excluded, golds included; all other statistics still count them.</summary>
    public int Excluded { get; init; }

    public int ExcludedGolds { get; init; }

    /// <summary>What the live tests hold; null before the first answer that counts.</summary>
    public Evidence? Evidence { get; set; }

    /// <summary>The label after which evidence counts: the newest one when the annotator was last reinstated.</summary>
    public LabelId EvidenceAfter { get; set; }

    /// <summary>Answers that wait for those of others, packed; see <see cref="WaitingAnswer"/>.</summary>
    public long[] Waiting { get; set; } = [];

    /// <summary>See <see cref="LiveTest.Risk"/>.</summary>
    public double Risk { get; set; } = LiveTest.Prior;

    /// <summary>Since when somebody should look at a sudden drop of accuracy; null when there is none.</summary>
    public DateTimeOffset? ConcernSince { get; set; }

    /// <summary>Answers that preferred the response on the left, and on the right; the rest are ties.</summary>
    public int LeftAnswers { get; init; }

    public int RightAnswers { get; init; }

    public int Skipped { get; init; }

    /// <summary>Golds shown whose better response is A, and B: the next one is drawn from the side that is behind.</summary>
    public int GoldsShownA { get; init; }

    public int GoldsShownB { get; init; }

    /// <summary>Answers by bin of server seconds, log-spaced; see PrefLab.Metrics.LogTimeHistogram.</summary>
    public int[] TimeBins { get; init; } = new int[LogTimeHistogram.BinCount];

    public DateTimeOffset? LastAnswerAt { get; init; }

    /// <summary>The sort key up to which the project's order holds nothing more for this annotator.</summary>
    public long Cursor { get; init; } = long.MinValue;

    /// <summary>The project's <c>ReleaseVersion</c> when the order was last walked from its start.</summary>
    public long WalkedVersion { get; init; }

    /// <summary>The project's <c>ReleaseVersion</c> when all of theirs that had run out and had a place was given back to them.</summary>
    public long RevivedVersion { get; init; }
}
