using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Assignments;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Web.Authentication;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>The working page: shows what is held (GET leases nothing), takes the answer, leases the next.</summary>
public sealed class AnnotateModel(
    PrefLabDb db, Actor actor, AssignmentService assignments, LabelService labels, LeaseService leases, BatchSummaryQuery batches,
    AnsweredAssignmentQuery answered,
    GuidelineReadings readings, AssignmentTextsQuery responses, IStringLocalizer<Texts> texts) : PageModel
{
    private const string NothingFound = "nothing";

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>What a redirect has to say; one of the names that <see cref="Say"/> knows, or that there was no work.</summary>
    [BindProperty(SupportsGet = true, Name = "notice")]
    public string? Notice { get; set; }

    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    public WorkPage Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    /// <summary>A comparison that this person has answered, for the page's script.</summary>
    public async Task<IActionResult> OnGetAnsweredAsync(Guid token, CancellationToken ct) =>
        await answered.FindAsync(ProjectId, actor.PersonId, token, ct) is { } found
            ? Partial("_WorkFragment", WorkFragment.Of(found))
            : NotFound();

    /// <summary>What differs between the responses of something held or answered.</summary>
    public async Task<IActionResult> OnGetDifferencesAsync(Guid token, CancellationToken ct) =>
        ResponseTexts.Differences(this, await responses.FindAsync(ProjectId, actor.PersonId, token, ct));

    /// <summary>The source of a response of something held or answered, to be copied.</summary>
    public async Task<IActionResult> OnGetSourceAsync(Guid token, int side, CancellationToken ct) =>
        ResponseTexts.Source(await responses.FindAsync(ProjectId, actor.PersonId, token, ct), side);

    public async Task<IActionResult> OnPostNextAsync(CancellationToken ct)
    {
        return Back(Found(await assignments.NextAsync(ProjectId, actor.PersonId, 1, ct)));
    }

    /// <summary>Tops up what is in hand, for the page's script.</summary>
    /// <param name="hold">Comparisons wanted in hand.</param>
    /// <param name="have">Tokens of those that the page has already.</param>
    /// <param name="start">Whether a new batch may begin.</param>
    public async Task<IActionResult> OnPostWorkAsync([Range(1, AssignmentService.MaxHeld)] int hold, List<Guid> have, bool start, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest(new ValidationProblemDetails(ModelState));
        }

        var next = await assignments.NextAsync(ProjectId, actor.PersonId, hold, ct, mayStartBatch: start, have);
        return next is NextResult.NotFound ? NotFound() : Partial("_WorkFragment", await FragmentAsync(next, start, ct));
    }

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || Input.ToSubmission() is not { } submission)
        {
            return await RefuseAsync(texts["The answer did not arrive whole. Nothing was stored; please answer again."], ct);
        }

        switch (await labels.SubmitAsync(ProjectId, actor.PersonId, submission, ct))
        {
            case SubmitResult.Accepted or SubmitResult.Repeated:
                return Back(Found(await assignments.NextAsync(ProjectId, actor.PersonId, 1, CancellationToken.None, mayStartBatch: false)));
            case SubmitResult.AlreadyAnswered or SubmitResult.KeyConflict:
                return Back("recorded");
            case SubmitResult.LeaseTaken:
                return await RefuseAsync(texts["Your time for that comparison ran out and somebody else has answered it. Your text is kept below."], ct);
            case SubmitResult.NotAccepted refused:
                return await RefuseAsync($"{texts.Said(refused.Reason)} {texts["Nothing was stored."]}", ct);
            case SubmitResult.Invalid invalid:
                return await RefuseAsync(texts.Said(invalid.Reason), ct);
            default:
                return Back("gone");
        }
    }

    public async Task<IActionResult> OnPostSkipAsync(Guid token, SkipReason reason, [StringLength(Core.Limits.Reason)] string? comment, CancellationToken ct)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(reason))
        {
            return await RefuseAsync(texts["Say why you skip it: choose one of the reasons."], ct);
        }

        var skipped = await leases.SkipAsync(ProjectId, actor.PersonId, token, reason, comment, ct);
        await assignments.NextAsync(ProjectId, actor.PersonId, 1, ct, mayStartBatch: false);
        return Back(skipped switch { SkipResult.Skipped => "skipped", SkipResult.NoneLeft => "capped", _ => "gone" });
    }

    private string? Say(string? notice) => notice switch
    {
        "recorded" => texts["That comparison was answered already. Your first answer is kept; nothing new was stored."].Value,
        "skipped" => texts["Skipped. Somebody else will answer it."].Value,
        "capped" => texts["No skips are left in this batch; what is harmful can always be skipped."].Value,
        "gone" => texts["That comparison is no longer yours. Nothing was stored."].Value,
        _ => null,
    };

    private static string? Found(NextResult next) => next is NextResult.NothingLeft ? NothingFound : null;

    private RedirectToPageResult Back(string? notice) => RedirectToPage(new { projectId = ProjectId, notice });

    private async Task<IActionResult> RefuseAsync(string message, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(message, ct);
    }

    private async Task<IActionResult> ShowAsync(string? error, CancellationToken ct)
    {
        var project = await db.Projects
            .Where(it => it.Id == ProjectId)
            .Select(it => new
            {
                it.Name,
                it.GuidelineVersion,
                it.Dimensions,
                it.TiesAllowed,
                Settings = db.Users.Where(person => person.Id == actor.PersonId).Select(person => person.Settings).FirstOrDefault(),
                Summary = db.Guidelines.Where(version => version.ProjectId == it.Id && version.Version == it.GuidelineVersion)
                    .Select(version => version.Summary).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        var held = await assignments.HeldAsync(ProjectId, actor.PersonId, ct);
        if (project is null || held is NextResult.NotFound)
        {
            return NotFound();
        }

        Shown = new WorkPage(ProjectId, project.Name, project.GuidelineVersion)
        {
            Notice = Say(Notice),
            Error = error,
            Comment = Input.Comment,
            GuidelineSeen = await readings.SeenAsync(ProjectId, actor.PersonId, ct) ?? 0,
            GuidelineSummary = project.Summary,
            Person = actor.Tag(),
            Settings = project.Settings,
            Dimensions = Dimension.AskedOf(project.Dimensions),
            TiesAllowed = project.TiesAllowed,
            Fragment = await FragmentAsync(OnlyFirst(held), Notice is NothingFound, ct),
        };
        return Page();
    }

    /// <summary>All that the form without scripts needs; a script fetches the others.</summary>
    private static NextResult OnlyFirst(NextResult held) =>
        held is NextResult.Work work ? work with { Assignments = [work.Assignments[0]] } : held;

    private async Task<WorkFragment> FragmentAsync(NextResult next, bool hasLooked, CancellationToken ct) => next switch
    {
        NextResult.Work work => WorkFragment.Of(work),
        NextResult.NotWorking stopped => WorkFragment.Of(new RestView(ProjectId) { Stopped = stopped }),
        NextResult.ProjectNotOpen => WorkFragment.Of(new RestView(ProjectId) { NotOpen = true }),
        _ => WorkFragment.Of(new RestView(ProjectId)
        {
            Finished = await batches.FinishedAsync(ProjectId, actor.PersonId, ct),
            FoundNothing = hasLooked && await HasBatchAsync(ct),
        }),
    };

    /// <summary>False for who answered only what was given by name: the project's own order was not asked then.</summary>
    private Task<bool> HasBatchAsync(CancellationToken ct) => db.Batches.AnyAsync(
        batch => batch.ProjectId == ProjectId && batch.FinishedAt == null && db.Annotators.Any(
            it => it.ProjectId == ProjectId && it.PersonId == actor.PersonId && it.Id == batch.AnnotatorId),
        ct);
}
