using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Onboarding;

/// <summary>Passes through training and attempts at the qualification. Their answers are no labels and count nowhere else.</summary>
public sealed class OnboardingRunService(PrefLabDb db, OnboardingTransaction step, Random random, TimeProvider time)
{
    /// <summary>Questions that an attempt is drawn from; more only make the draw more random.</summary>
    private const int MostDrawnFrom = 2_000;

    /// <summary>Begins a pass or an attempt; goes on with the one that is open.</summary>
    public Task<OnboardingResult> StartAsync(ProjectId project, long person, ComparisonUse use, CancellationToken ct) => step.RunAsync(project, person, async state =>
    {
        if (await db.OnboardingRuns.AnyAsync(run => run.ProjectId == project && run.AnnotatorId == state.AnnotatorId && run.Use == use && run.FinishedAt == null, ct))
        {
            return null;
        }

        if (RefuseStart(state, use) is { } refusal)
        {
            return new OnboardingResult.Refused(refusal);
        }

        var drawn = await DrawAsync(project, state, use, ct);
        if (drawn.Count == 0)
        {
            return new OnboardingResult.Refused("There are no questions yet. The lead of the project has to add some.");
        }

        await AddAsync(project, state, use, drawn, ct);
        return null;
    }, ct);

    /// <summary>Stores the answer to one comparison of an open run; the last one ends it. An answer that is there already stays.</summary>
    /// <param name="answer">1 (left much better) to 5 (right much better).</param>
    public Task<OnboardingResult> AnswerAsync(ProjectId project, long person, Guid token, int answer, CancellationToken ct) => step.RunAsync(project, person, async state =>
    {
        var asked = await (
            from row in db.OnboardingAnswers
            join run in db.OnboardingRuns on new { row.ProjectId, Id = row.RunId } equals new { run.ProjectId, run.Id }
            join comparison in db.Comparisons on new { row.ProjectId, Id = row.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
            where row.ProjectId == project && row.Token == token && run.AnnotatorId == state.AnnotatorId
            select new { Run = run, row.LeftIsA, row.Preference, Expected = comparison.GoldPreference }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (asked is null)
        {
            return new OnboardingResult.Missing();
        }

        if (asked.Preference is not null)
        {
            return null;
        }

        if (Refuse(state, asked.Run.Use, answer) is { } refusal)
        {
            return refusal;
        }

        var preference = Preference.FromDisplayed(answer, asked.LeftIsA);
        var isRight = asked.Expected is { } expected && GoldScoring.IsCorrect(preference, expected);
        var now = time.GetUtcNow();
        await db.OnboardingAnswers.Where(row => row.ProjectId == project && row.Token == token).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Preference, preference).SetProperty(row => row.IsRight, isRight).SetProperty(row => row.AnsweredAt, now), ct);
        await EndIfCompleteAsync(project, person, state, asked.Run, ct);
        return null;
    }, ct);

    private static string? RefuseStart(OnboardingState state, ComparisonUse use) => use switch
    {
        ComparisonUse.Training when state.Settings.Training && state.Step != OnboardingStep.Consent => null,
        ComparisonUse.Qualification when state is { Standing: Standing.Onboarding, Step: OnboardingStep.Qualification, AttemptsLeft: > 0 } => null,
        ComparisonUse.Qualification when state is { Step: OnboardingStep.Qualification, AttemptsLeft: 0 } => "There is no attempt left.",
        _ => "This is not the step that comes next.",
    };

    private static OnboardingResult? Refuse(OnboardingState state, ComparisonUse use, int answer)
    {
        var given = new Draft(answer);
        if ((SubmissionRules.Check(given) ?? SubmissionRules.Check(given, state.TiesAllowed, [])) is { } invalid)
        {
            return new OnboardingResult.Invalid(new(invalid.Field, invalid.Reason));
        }

        // Who was asked for a consent or to read meanwhile does that first; the open attempt waits.
        return state.Step == OnboardingStep.Consent || (use == ComparisonUse.Qualification && state.Step != OnboardingStep.Qualification)
            ? new OnboardingResult.Refused("Another step comes first now. The attempt goes on afterwards.")
            : null;
    }

    /// <summary>Training in the lead's order; a qualification at random, beginning with what the person has met least, so that a second attempt asks something else.</summary>
    private async Task<IReadOnlyList<ComparisonId>> DrawAsync(ProjectId project, OnboardingState state, ComparisonUse use, CancellationToken ct)
    {
        var comparisons = db.Comparisons.Where(it => it.ProjectId == project && it.Use == use).OrderBy(it => it.Id);
        if (use == ComparisonUse.Training)
        {
            return await comparisons.Select(it => it.Id).Take(OnboardingRules.MaxTraining).ToListAsync(ct);
        }

        // From this person's runs, which are few: asked of each question it would read what everybody else answered.
        var met = await (
            from run in db.OnboardingRuns
            join row in db.OnboardingAnswers on new { run.ProjectId, RunId = run.Id } equals new { row.ProjectId, row.RunId }
            where run.ProjectId == project && run.AnnotatorId == state.AnnotatorId
            group row by row.ComparisonId into rows
            select new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(it => it.Key, it => it.Count, ct);
        var all = await comparisons.Take(MostDrawnFrom).Select(it => it.Id).ToArrayAsync(ct);
        random.Shuffle(all);
        var drawn = all.OrderBy(id => met.GetValueOrDefault(id)).Take(state.Settings.Questions).ToArray();
        random.Shuffle(drawn);
        return drawn;
    }

    private async Task AddAsync(ProjectId project, OnboardingState state, ComparisonUse use, IReadOnlyList<ComparisonId> drawn, CancellationToken ct)
    {
        var run = new OnboardingRun
        {
            ProjectId = project,
            AnnotatorId = state.AnnotatorId,
            Use = use,
            Round = state.Round,
            Questions = drawn.Count,
            Needed = use == ComparisonUse.Qualification ? state.Settings.NeededOf(drawn.Count) : 0,
            StartedAt = time.GetUtcNow(),
        };
        // A lead who changes one of them waits until it is drawn, and is then refused.
        await db.Database.ExecuteSqlAsync(
            $"SELECT id FROM comparisons WHERE project_id = {project.Value} AND id = ANY({drawn.Select(it => it.Value).ToArray()}) ORDER BY id FOR SHARE", ct);
        db.OnboardingRuns.Add(run);
        await db.SaveChangesAsync(ct);
        db.OnboardingAnswers.AddRange(drawn.Select((comparison, position) => new OnboardingAnswer
        {
            ProjectId = project,
            RunId = run.Id,
            Position = position,
            Token = random.NextToken(),
            ComparisonId = comparison,
            LeftIsA = random.Next(2) == 0,
        }));
    }

    private async Task EndIfCompleteAsync(ProjectId project, long person, OnboardingState state, OnboardingRun run, CancellationToken ct)
    {
        var answers = db.OnboardingAnswers.Where(row => row.ProjectId == project && row.RunId == run.Id);
        if (await answers.AnyAsync(row => row.Preference == null, ct))
        {
            return;
        }

        var now = time.GetUtcNow();
        var right = await answers.CountAsync(row => row.IsRight == true, ct);
        await db.OnboardingRuns.Where(row => row.ProjectId == project && row.Id == run.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.FinishedAt, now).SetProperty(row => row.RightAnswers, right), ct);
        var progress = db.Onboardings.Where(row => row.ProjectId == project && row.AnnotatorId == state.AnnotatorId);
        if (run.Use == ComparisonUse.Training)
        {
            await progress.ExecuteUpdateAsync(set => set.SetProperty(row => row.TrainedAt, now), ct);
            return;
        }

        var hasPassed = right >= run.Needed;
        var data = string.Create(CultureInfo.InvariantCulture, $$"""{"right":{{right}},"questions":{{run.Questions}},"needed":{{run.Needed}}}""");
        step.Audit(project, person, hasPassed ? "onboarding.qualified" : "onboarding.failed", state.AnnotatorId, data);
        if (hasPassed)
        {
            await progress.ExecuteUpdateAsync(set => set.SetProperty(row => row.QualifiedAt, now), ct);
        }
        else if (state.AttemptsLeft == 0)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture, $"The qualification was not passed: {right} of {run.Questions} right, {run.Needed} needed, and no attempt is left.");
            await db.Annotators.Where(row => row.ProjectId == project && row.Id == state.AnnotatorId).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.StandingReason, reason).SetProperty(row => row.StandingSince, now), ct);
        }
    }
}
