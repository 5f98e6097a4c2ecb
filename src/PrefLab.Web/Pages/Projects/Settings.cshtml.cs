using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Projects;

/// <summary>Settings, state and copies of one project.</summary>
public sealed class SettingsModel(PrefLabDb db, ProjectService projects, IMemoryCache cache, Actor actor) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty]
    public ProjectInput Input { get; set; } = new();

    public View Shown { get; private set; } = null!;

    [TempData]
    public string? Notice { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } project)
        {
            return NotFound();
        }

        Input = ProjectInput.Of(ProjectSettings.Of(project), project.Version);
        return Show(project, [], MeaningOf(ProjectSettings.Of(project)));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await RefuseAsync([], StatusCodes.Status400BadRequest, ct);
        }

        switch (await projects.EditAsync(actor, ProjectId, Input.Version, Input.ToSettings(), ct))
        {
            case ProjectResult.Saved:
                return Done("Settings saved.");
            case ProjectResult.Invalid invalid:
                ProjectInput.AddTo(ModelState, invalid.Errors);
                return await RefuseAsync([], StatusCodes.Status400BadRequest, ct);
            case ProjectResult.Stale stale:
                // What was typed stays; saving again is then meant to replace what the other did.
                ModelState.Remove("Input.Version");
                Input.Version = stale.Version;
                return await RefuseAsync(stale.Theirs, StatusCodes.Status409Conflict, ct);
            default:
                return NotFound();
        }
    }

    /// <summary>What the test would mean with what is entered; nothing is saved.</summary>
    public async Task<IActionResult> OnPostMeaningAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } project)
        {
            return NotFound();
        }

        var meaning = MeaningOfEntered();
        if (Request.Headers.XRequestedWith.Count > 0)
        {
            return Partial("_Meaning", meaning);
        }

        ProjectInput.MendCheckboxes(ModelState);
        return Show(project, [], meaning);
    }

    public async Task<IActionResult> OnPostStateAsync(ProjectState state, CancellationToken ct)
    {
        ModelState.Clear();
        switch (await projects.ChangeStateAsync(actor, ProjectId, state, version: null, ct))
        {
            case ProjectResult.Saved:
                return Done($"The project is now {state.ToString().ToLowerInvariant()}.");
            case ProjectResult.StateRefused refused:
                ModelState.AddModelError("", $"A project that is {refused.From.ToString().ToLowerInvariant()} cannot become {refused.To.ToString().ToLowerInvariant()}.");
                return await AgainAsync(StatusCodes.Status409Conflict, ct);
            case ProjectResult.Stale:
                ModelState.AddModelError("", "Somebody changed the project at the same moment. Look at it and try again.");
                return await AgainAsync(StatusCodes.Status409Conflict, ct);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostCloneAsync(string? cloneName, CancellationToken ct)
    {
        ModelState.Clear();
        switch (await projects.CloneAsync(actor, ProjectId, cloneName ?? "", ct))
        {
            case ProjectResult.Saved saved:
                return Redirect($"/p/{saved.Id}/settings");
            case ProjectResult.Invalid invalid:
                ModelState.AddModelError("", invalid.Errors[0].Message);
                return await AgainAsync(StatusCodes.Status400BadRequest, ct);
            case ProjectResult.Forbidden:
                return Forbid();
            default:
                return NotFound();
        }
    }

    private RedirectResult Done(string notice)
    {
        Notice = notice;
        return Redirect($"/p/{ProjectId}/settings");
    }

    private Task<Project?> FindAsync(CancellationToken ct) =>
        db.Projects.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(project => project.Id == ProjectId, ct);

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<SettingChange> theirs, int status, CancellationToken ct)
    {
        var meaning = MeaningOfEntered();
        ProjectInput.MendCheckboxes(ModelState);
        Response.StatusCode = status;
        return await FindAsync(ct) is { } project ? Show(project, theirs, meaning) : NotFound();
    }

    /// <summary>After a refused state or copy: the settings as they are.</summary>
    private async Task<IActionResult> AgainAsync(int status, CancellationToken ct)
    {
        Response.StatusCode = status;
        return await OnGetAsync(ct);
    }

    /// <param name="meaning">What the test means with what the form holds; null where that is not right.</param>
    private PageResult Show(Project project, IReadOnlyList<SettingChange> theirs, PolicyMeaning? meaning)
    {
        Shown = new View(
            project.Name, project.State, [.. Enum.GetValues<ProjectState>().Where(to => Project.CanChange(project.State, to))], theirs, actor.IsAdministrator,
            meaning);
        return Page();
    }

    /// <returns>Null where what is entered is not right.</returns>
    private PolicyMeaning? MeaningOfEntered()
    {
        if (!ModelState.IsValid)
        {
            return null;
        }

        var settings = Input.ToSettings().Trimmed();
        ProjectInput.AddTo(ModelState, ProjectRules.Check(settings).Where(error => error.Field is "goldFraction" or "overlap" || error.Field.StartsWith("qualityRule.", StringComparison.Ordinal)));
        return ModelState.IsValid ? MeaningOf(settings) : null;
    }

    /// <summary>Kept for an hour after it was last asked for: the test with peers takes half a second, and the same numbers always mean the same.</summary>
    private PolicyMeaning MeaningOf(ProjectSettings settings)
    {
        var quality = settings.QualityRule.ToPolicy();
        return cache.GetOrCreate((quality, settings.GoldFraction, settings.Overlap, settings.TiesAllowed), entry =>
        {
            entry.SlidingExpiration = TimeSpan.FromHours(1);
            return PolicyMeaning.Of(quality, settings.GoldFraction, settings.Overlap, settings.TiesAllowed);
        })!;
    }

    /// <param name="Theirs">What somebody else changed since the form was made.</param>
    public sealed record View(
        string Name, ProjectState State, IReadOnlyList<ProjectState> Next, IReadOnlyList<SettingChange> Theirs, bool MayClone, PolicyMeaning? Meaning);
}
