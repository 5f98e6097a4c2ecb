using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Onboarding;

/// <summary>What a project asks before the first batch.</summary>
public sealed class SettingsModel(PrefLabDb db, Actor actor, OnboardingQuery onboarding, OnboardingSettingsService settings) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty]
    public SettingsInput Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is not { } project)
        {
            return NotFound();
        }

        Input = SettingsInput.Of(project.Onboarding, project.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            switch (await settings.SaveAsync(actor, ProjectId, Input.Version, Input.ToSettings(), ct))
            {
                case ProjectResult.Saved:
                    Notice = "Onboarding saved. It holds for who joins from now on, and for who is in it.";
                    return RedirectToPage(new { projectId = ProjectId });
                case ProjectResult.Invalid invalid:
                    foreach (var error in invalid.Errors)
                    {
                        ModelState.AddModelError($"Input.{char.ToUpperInvariant(error.Field[0])}{error.Field[1..]}", error.Message);
                    }

                    break;
                case ProjectResult.Stale stale:
                    ModelState.Remove("Input.Version");
                    Input.Version = stale.Version;
                    Response.StatusCode = StatusCodes.Status409Conflict;
                    ModelState.AddModelError("", "Somebody changed the project while you were editing. What you typed is below; saving now replaces what they set.");
                    break;
                default:
                    return NotFound();
            }
        }

        return await LoadAsync(ct) is null ? NotFound() : Page();
    }

    private async Task<Project?> LoadAsync(CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(it => it.Id == ProjectId, ct);
        if (project is not null)
        {
            var (training, questions) = await onboarding.ComparisonsAsync(ProjectId, ct);
            Shown = new View(training, questions, project.GuidelineVersion > 0, project.Onboarding.ConsentVersion);
        }

        return project;
    }

    public sealed record View(int Training, int Questions, bool HasGuidelines, int ConsentVersion);

    public sealed class SettingsInput
    {
        public int Version { get; set; }

        public string? Consent { get; set; }

        public bool GuidelinesMustBeRead { get; set; }

        public bool Training { get; set; }

        public bool Qualification { get; set; }

        public int PassPercent { get; set; } = 80;

        public int Attempts { get; set; } = 2;

        public int Questions { get; set; } = 10;

        public static SettingsInput Of(OnboardingSettings settings, int version) => new()
        {
            Version = version,
            Consent = settings.Consent,
            GuidelinesMustBeRead = settings.GuidelinesMustBeRead,
            Training = settings.Training,
            Qualification = settings.Qualification,
            PassPercent = settings.PassPercent,
            Attempts = settings.Attempts,
            Questions = settings.Questions,
        };

        public OnboardingSettings ToSettings() => new()
        {
            // A form sends line ends as CRLF; the text is kept with LF, and so is no new version.
            Consent = Consent?.Replace("\r\n", "\n", StringComparison.Ordinal),
            GuidelinesMustBeRead = GuidelinesMustBeRead,
            Training = Training,
            Qualification = Qualification,
            PassPercent = PassPercent,
            Attempts = Attempts,
            Questions = Questions,
        };
    }
}
