using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;
using PrefLab.Web.Content;
using PrefLab.Web.Pages.Assignments;
using System.ComponentModel.DataAnnotations;

namespace PrefLab.Web.Pages.Comparisons;

/// <summary>One comparison with everything that is known of it; leads set its gold, its overlap and its priority.</summary>
public sealed class DetailsModel(
    PrefLabDb db, Actor actor, ComparisonEdit edit, NamedAssignmentService named, NamedAssignmentQuery assignments, WorkingAnnotatorsQuery annotators,
    IAuthorizationService authorization) : PageModel
{
    private const int MaxLabels = 500;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public ComparisonId ComparisonId { get; set; }

    [BindProperty]
    public Input Form { get; set; } = new();

    /// <summary>What was done here, or on the page of named assignments.</summary>
    [TempData]
    public string? Notice { get; set; }

    /// <summary>Whether what was done here has annotators scored anew.</summary>
    [TempData]
    public bool IsRescored { get; set; }

    public View Shown { get; private set; } = null!;

    public bool MayChange { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostGoldAsync(CancellationToken ct) => ChangeAsync(
        () => (Preference.TryParseSymbol(Form.Preference, out var preference), KnownUses.Parse(Form.Use ?? "gold")) switch
        {
            (false, _) => Refused("preference", "Choose the right answer."),
            (_, null) => Refused("use", "Choose what it is used for."),
            (_, { } use) => edit.SetGoldAsync(ProjectId, ComparisonId, preference, Form.Explanation, actor.PersonId, ct, use),
        }, () => $"Known answer set to {NameOf(Form.Preference)}, {(KnownUses.Parse(Form.Use ?? "gold") is ComparisonUse.Gold ? "as a hidden gold" : $"for {Form.Use}")}.", ct);

    public Task<IActionResult> OnPostRemoveGoldAsync(CancellationToken ct) =>
        ChangeAsync(() => edit.RemoveGoldAsync(ProjectId, ComparisonId, actor.PersonId, ct), () => "It is an ordinary comparison, without a known answer.", ct);

    public Task<IActionResult> OnPostPlacesAsync(CancellationToken ct) => ChangeAsync(
        () => Form is { Overlap: { } overlap, Priority: { } priority }
            ? edit.SetPlacesAsync(ProjectId, ComparisonId, overlap, priority, actor.PersonId, ct)
            : Refused("overlap", "Both must be whole numbers."),
        () => FormattableString.Invariant($"Saved: {Form.Overlap} {(Form.Overlap == 1 ? "label" : "labels")} wanted, priority {Form.Priority}."), ct);

    public async Task<IActionResult> OnPostAssignAsync(CancellationToken ct)
    {
        if (!await MayChangeAsync())
        {
            return Forbid();
        }

        var externalId = await db.Comparisons.Where(c => c.ProjectId == ProjectId && c.Id == ComparisonId).Select(c => c.ExternalId).SingleOrDefaultAsync(ct);
        if (externalId is null)
        {
            return NotFound();
        }

        var result = Form.Annotator is { } annotator
            ? await named.AssignAsync(ProjectId, [externalId], annotator, actor.PersonId, ct)
            : new NamedAssignmentResult.NoSuchAnnotator();
        if (result is NamedAssignmentResult.Given)
        {
            Notice = "The comparison was given.";
            return RedirectToPage();
        }

        ModelState.AddModelError("", result switch
        {
            NamedAssignmentResult.Refused { Refusals: [var refusal, ..] } => $"Nothing was given. {NamedRefusalText.Of(refusal.Reason)}",
            NamedAssignmentResult.NotWorking stopped => $"Nothing was given: this annotator is {stopped.Standing.ToString().ToLowerInvariant()}.",
            _ => "Nothing was given: choose an annotator.",
        });
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private static Task<ComparisonEditResult> Refused(string field, string reason) =>
        Task.FromResult<ComparisonEditResult>(new ComparisonEditResult.Invalid(field, reason));

    private async Task<bool> MayChangeAsync() => (await authorization.AuthorizeAsync(User, HttpContext, Policies.ProjectLead)).Succeeded;

    private static string NameOf(string? symbol) => Preference.TryParseSymbol(symbol, out var preference) ? preference switch
    {
        Preference.AMuchBetter => "A is much better",
        Preference.ABetter => "A is better",
        Preference.BBetter => "B is better",
        Preference.BMuchBetter => "B is much better",
        _ => "about the same",
    } : "";

    private async Task<IActionResult> ChangeAsync(Func<Task<ComparisonEditResult>> change, Func<string> did, CancellationToken ct)
    {
        if (!await MayChangeAsync())
        {
            return Forbid();
        }

        if (ModelState.IsValid)
        {
            switch (await change())
            {
                case ComparisonEditResult.Done done:
                    IsRescored = done.ScoredAnew > 0;
                    Notice = done.ScoredAnew switch { 0 => did(), 1 => $"{did()} 1 person is scored anew.", _ => $"{did()} {Figures.Whole(done.ScoredAnew)} people are scored anew." };
                    return RedirectToPage();
                case ComparisonEditResult.NotFound:
                    return NotFound();
                case ComparisonEditResult.InWork:
                    Response.StatusCode = StatusCodes.Status409Conflict;
                    ModelState.AddModelError("", "Somebody has this comparison before them right now. Nothing was changed; try again when they are done.");
                    break;
                case ComparisonEditResult.Invalid invalid:
                    ModelState.AddModelError("", invalid.Reason);
                    break;
            }
        }

        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var comparison = await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ProjectId == ProjectId && c.Id == ComparisonId, ct);
        if (comparison is null)
        {
            return false;
        }

        MayChange = await MayChangeAsync();
        var labels = await (
            from assignment in db.Assignments
            join label in db.Labels on new { assignment.ProjectId, AssignmentId = assignment.Id } equals new { label.ProjectId, label.AssignmentId }
            where assignment.ProjectId == ProjectId && assignment.ComparisonId == ComparisonId
            orderby label.Id
            select new LabelRow(label.AnnotatorId, label.Preference, label.LeftIsA, label.BothBad, label.Flagged, label.Comment, label.ServerSeconds, label.ReceivedAt, label.IsCurrent, label.Excluded))
            .Take(MaxLabels).ToListAsync(ct);
        Shown = new View(
            comparison.ExternalId, comparison.Prompt, comparison.PromptIsChat, comparison.ResponseA, comparison.ResponseB, comparison.ModelA, comparison.ModelB, comparison.Metadata,
            comparison.ImportedLabels, comparison.Use, comparison.GoldPreference, comparison.GoldExplanation, comparison.Overlap, comparison.Taken, comparison.Priority,
            [comparison.N0, comparison.N1, comparison.N2, comparison.N3, comparison.N4], comparison.ExpertPreference, comparison.Dispute, await ReviewsAsync(ct), labels,
            MayChange ? await assignments.OfComparisonAsync(ProjectId, ComparisonId, ct) : [],
            MayChange ? await annotators.LoadAsync(ProjectId, ct) : []);
        return true;
    }

    /// <summary>Decisions, those that were taken back included.</summary>
    private Task<List<ReviewRow>> ReviewsAsync(CancellationToken ct) => (
        from review in db.Reviews
        join person in db.Users on review.ExpertId equals person.Id
        where review.ProjectId == ProjectId && review.ComparisonId == ComparisonId && (review.State == ReviewState.Decided || review.State == ReviewState.Undone)
        orderby review.Id
        select new ReviewRow(person.DisplayName, review.BlindPreference, review.Preference, review.Became, review.DecidedAt, review.Reason, review.UndoReason))
        .Take(MaxLabels).ToListAsync(ct);

    public sealed class Input
    {
        public AnnotatorId? Annotator { get; set; }

        public string? Preference { get; set; }

        public string? Use { get; set; }

        [StringLength(Limits.Comment)]
        public string? Explanation { get; set; }

        public int? Overlap { get; set; }

        public int? Priority { get; set; }
    }

    public sealed record LabelRow(
        AnnotatorId Annotator, Preference Preference, bool LeftIsA, bool BothBad, bool Flagged, string? Comment, double? Seconds, DateTimeOffset At, bool IsCurrent, bool Excluded);

    public sealed record ReviewRow(
        string Expert, Preference? Blind, Preference? Preference, BecomesUse Became, DateTimeOffset? At, string? Reason, string? UndoReason);

    public sealed record View(
        string ExternalId, string Prompt, bool PromptIsChat, string ResponseA, string ResponseB, string? ModelA, string? ModelB, string? Metadata, string? ImportedLabels,
        ComparisonUse Use, Preference? Gold, string? GoldExplanation, int Overlap, int Taken, int Priority, int[] Levels, Preference? Expert, DisputeReasons Dispute,
        IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<LabelRow> Labels,
        IReadOnlyList<NamedAssignmentRow> Given, IReadOnlyList<WorkingAnnotator> Annotators);
}
