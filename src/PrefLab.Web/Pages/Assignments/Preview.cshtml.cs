using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Web.Content;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>The annotate page for a lead to try: the same page over the project's comparisons, which leases and stores nothing.</summary>
public sealed class PreviewModel(PrefLabDb db, Random random, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>The comparison to show; the first by default.</summary>
    [BindProperty(SupportsGet = true, Name = "comparison")]
    public ComparisonId? Comparison { get; set; }

    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    public WorkPage Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        ShowAsync(
            Comparison is { } one ? db.Comparisons.Where(it => it.Id == one) : db.Comparisons,
            texts["What you answer here is not stored, and takes nothing from annotators."], null, ct);

    public async Task<IActionResult> OnGetDifferencesAsync(Guid token, CancellationToken ct) => ResponseTexts.Differences(this, await TextsAsync(token, ct));

    public async Task<IActionResult> OnGetSourceAsync(Guid token, int side, CancellationToken ct) => ResponseTexts.Source(await TextsAsync(token, ct), side);

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        var shown = PreviewToken.From(Input.Token);
        var rules = await RulesAsync(ct);
        if (!ModelState.IsValid || Input.ToSubmission() is not { } submission)
        {
            return await AgainAsync(shown, texts["The answer did not arrive whole; please answer again."], ct);
        }

        if ((SubmissionRules.Check(submission) ?? SubmissionRules.Check(submission, rules.TiesAllowed, rules.Asked)) is { } invalid)
        {
            return await AgainAsync(shown, texts.Said(invalid.Reason), ct);
        }

        return await ShowNextAsync(shown, await SayAsync(shown, submission, ct), ct);
    }

    public async Task<IActionResult> OnPostSkipAsync(Guid token, SkipReason reason, [StringLength(Core.Limits.Reason)] string? comment, CancellationToken ct)
    {
        var shown = PreviewToken.From(token);
        return ModelState.IsValid && Enum.IsDefined(reason)
            ? await ShowNextAsync(shown, texts["A skip with its reason would have been stored, and the comparison given to somebody else."], ct)
            : await AgainAsync(shown, texts["Say why you skip it: choose one of the reasons."], ct);
    }

    private async Task<string> SayAsync(PreviewToken shown, Submission submission, CancellationToken ct)
    {
        var gold = await db.Comparisons.Where(it => it.ProjectId == ProjectId && it.Id == shown.Comparison).Select(it => it.GoldPreference).SingleOrDefaultAsync(ct);
        var preference = Preference.FromDisplayed(submission.Answer, shown.LeftIsA);
        string?[] parts =
        [
            texts["{0} ({1} was response 1)", preference.Symbol, shown.LeftIsA ? "A" : "B"].Value,
            SubmissionRules.CanonicalDimensions(submission.Dimensions, shown.LeftIsA) is { } dimensions ? texts["dimensions {0}", dimensions].Value : null,
            submission.BothBad ? texts["both were bad"].Value : null,
            submission.Comment is { Length: > 0 } comment ? texts["a comment of {0} characters", comment.Length].Value : null,
            submission.ActiveSeconds is { } seconds ? texts["{0} active", Figures.Seconds(seconds)].Value : null,
            gold is not { } expected ? null : GoldScoring.IsCorrect(preference, expected) ? texts["a gold answered right"].Value : texts["a gold answered wrong, {0} was expected", expected.Symbol].Value,
        ];
        return texts["Not stored. It would have been: {0}.", string.Join(", ", parts.Where(part => part is not null))];
    }

    private Task<IActionResult> ShowNextAsync(PreviewToken shown, string notice, CancellationToken ct) =>
        ShowAsync(db.Comparisons.Where(it => it.Id > shown.Comparison), notice, null, ct);

    /// <summary>The same comparison, its sides as they stood.</summary>
    private Task<IActionResult> AgainAsync(PreviewToken shown, string error, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return ShowAsync(db.Comparisons.Where(it => it.Id == shown.Comparison), null, $"{error} {texts["Nothing would have been stored."]}", ct, shown.LeftIsA);
    }

    private async Task<Rules> RulesAsync(CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().SingleAsync(it => it.Id == ProjectId, ct);
        return new Rules(project.Name, project.GuidelineVersion, project.TiesAllowed, Dimension.AskedOf(project.Dimensions));
    }

    /// <summary>Shows the first of these comparisons in the order of their import; after the last, the project's first.</summary>
    private async Task<IActionResult> ShowAsync(
        IQueryable<Core.Comparisons.Comparison> wanted, string? notice, string? error, CancellationToken ct, bool? leftIsA = null)
    {
        var rules = await RulesAsync(ct);
        var found = await FirstAsync(wanted, ct) ?? (Comparison is null ? await FirstAsync(db.Comparisons, ct) : null);
        if (found is null && Comparison is not null)
        {
            return NotFound();
        }

        Shown = new WorkPage(ProjectId, rules.Name, rules.GuidelineVersion)
        {
            IsPreview = true,
            Notice = notice,
            Error = error,
            Comment = error is null ? null : Input.Comment,
            Dimensions = rules.Asked,
            TiesAllowed = rules.TiesAllowed,
            Fragment = found is null ? new WorkFragment("nothing") : new WorkFragment("work") { Items = [WorkView.From(Serve(found, leftIsA ?? random.Next(2) == 0), null)] },
        };
        return Page();
    }

    private async Task<AssignmentTexts?> TextsAsync(Guid token, CancellationToken ct)
    {
        var (comparison, leftIsA) = PreviewToken.From(token);
        var found = await FirstAsync(db.Comparisons.Where(it => it.Id == comparison), ct);
        return found is null ? null : new AssignmentTexts(leftIsA ? found.A : found.B, leftIsA ? found.B : found.A);
    }

    private Task<Found?> FirstAsync(IQueryable<Core.Comparisons.Comparison> wanted, CancellationToken ct) => wanted
        .Where(it => it.ProjectId == ProjectId).OrderBy(it => it.Id)
        .Select(it => new Found(it.Id, it.Prompt, it.PromptIsChat, it.ResponseA, it.ResponseB))
        .FirstOrDefaultAsync(ct);

    private static ServedAssignment Serve(Found found, bool leftIsA) => new(
        new PreviewToken(found.Id, leftIsA).ToGuid(), null, found.Prompt, found.PromptIsChat,
        leftIsA ? found.A : found.B, leftIsA ? found.B : found.A, default);

    private sealed record Rules(string Name, int GuidelineVersion, bool TiesAllowed, IReadOnlyList<string> Asked);

    private sealed record Found(ComparisonId Id, string Prompt, bool PromptIsChat, string A, string B);
}
