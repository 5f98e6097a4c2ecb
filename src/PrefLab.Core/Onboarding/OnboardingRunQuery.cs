using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Onboarding;

/// <summary>A run as its person sees it.</summary>
/// <param name="Next">The comparison to answer; null when the run is over.</param>
public sealed record RunView(ComparisonUse Use, int Questions, int Answered, int Needed, int Right, DateTimeOffset? FinishedAt, ServedAssignment? Next)
{
    public bool HasPassed => FinishedAt is not null && Right >= Needed;
}

/// <summary>An answered comparison with what is right and why: training at once, a qualification after it was passed.</summary>
/// <param name="Answer">1 to 5, as displayed.</param>
/// <param name="Expected">1 to 5, as displayed.</param>
public sealed record ExplainedAnswer(ServedAssignment Served, int Questions, int Answer, int Expected, bool IsRight, string? Explanation);

/// <summary>Reads runs for their own person, in displayed order: nothing tells how the sides were drawn.</summary>
public sealed class OnboardingRunQuery(PrefLabDb db)
{
    /// <returns>The newest run of the kind; null before the first.</returns>
    public async Task<RunView?> NewestAsync(ProjectId project, AnnotatorId annotator, ComparisonUse use, CancellationToken ct)
    {
        var run = await Runs(project, annotator).Where(it => it.Use == use).OrderByDescending(it => it.Id).FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var rows = db.OnboardingAnswers.Where(row => row.ProjectId == project && row.RunId == run.Id);
        var answered = await rows.CountAsync(row => row.Preference != null, ct);
        var next = run.FinishedAt is null
            ? await Shown(rows.Where(row => row.Preference == null).OrderBy(row => row.Position)).FirstOrDefaultAsync(ct)
            : null;
        return new RunView(use, run.Questions, answered, run.Needed, run.RightAnswers, run.FinishedAt, next?.Serve());
    }

    /// <returns>The explained answer; null for what is not this person's, not answered yet, or a question that is not explained.</returns>
    public async Task<ExplainedAnswer?> TrainedAsync(ProjectId project, AnnotatorId annotator, Guid token, CancellationToken ct)
    {
        var rows = from row in db.OnboardingAnswers
                   join run in Runs(project, annotator) on new { row.ProjectId, Id = row.RunId } equals new { run.ProjectId, run.Id }
                   where row.ProjectId == project && row.Token == token && row.Preference != null && run.Use == ComparisonUse.Training
                   select row;
        return (await Shown(rows).SingleOrDefaultAsync(ct))?.Explain();
    }

    /// <summary>What was wrong in the attempt that was passed; nothing before it is passed, so that no attempt tells the next one's answers.</summary>
    public async Task<IReadOnlyList<ExplainedAnswer>> WrongInPassedAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        var run = await Runs(project, annotator).Where(it => it.Use == ComparisonUse.Qualification && it.FinishedAt != null)
            .OrderByDescending(it => it.Id).FirstOrDefaultAsync(ct);
        if (run is not { HasPassed: true })
        {
            return [];
        }

        var rows = await Shown(db.OnboardingAnswers.Where(row => row.ProjectId == project && row.RunId == run.Id && row.IsRight == false)
            .OrderBy(row => row.Position)).ToListAsync(ct);
        return [.. rows.Select(row => row.Explain()).OfType<ExplainedAnswer>()];
    }

    private IQueryable<OnboardingRun> Runs(ProjectId project, AnnotatorId annotator) =>
        db.OnboardingRuns.AsNoTracking().Where(run => run.ProjectId == project && run.AnnotatorId == annotator);

    private IQueryable<ShownRow> Shown(IQueryable<OnboardingAnswer> rows) => rows.Select(row => new
    {
        row,
        comparison = db.Comparisons.Single(it => it.ProjectId == row.ProjectId && it.Id == row.ComparisonId),
        run = db.OnboardingRuns.Single(it => it.ProjectId == row.ProjectId && it.Id == row.RunId),
    }).Select(it => new ShownRow(
        it.row.Token, it.row.Position, it.row.LeftIsA, it.row.Preference, it.row.IsRight, it.run.Questions, it.comparison.Prompt, it.comparison.PromptIsChat,
        it.comparison.ResponseA, it.comparison.ResponseB, it.comparison.GoldPreference, it.comparison.GoldExplanation));

    private sealed record ShownRow(
        Guid Token, int Position, bool LeftIsA, Preference? Preference, bool? IsRight, int Questions, string Prompt, bool PromptIsChat,
        string ResponseA, string ResponseB, Preference? Expected, string? Explanation)
    {
        public ServedAssignment Serve() => new(
            Token, Position, Prompt, PromptIsChat, LeftIsA ? ResponseA : ResponseB, LeftIsA ? ResponseB : ResponseA, default);

        public ExplainedAnswer? Explain() => Preference is { } given && Expected is { } expected
            ? new ExplainedAnswer(Serve(), Questions, given.ToDisplayed(LeftIsA), expected.ToDisplayed(LeftIsA), IsRight == true, Explanation)
            : null;
    }
}
