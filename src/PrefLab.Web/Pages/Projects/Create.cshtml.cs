using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;

namespace PrefLab.Web.Pages.Projects;

/// <summary>A new project, with the usual settings filled in.</summary>
public sealed class CreateModel(ProjectService projects, Actor actor) : PageModel
{
    [BindProperty]
    public ProjectInput Input { get; set; } = new();

    public void OnGet() => Input = ProjectInput.Of(new ProjectSettings { Name = "" }, version: 0);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            ProjectInput.MendCheckboxes(ModelState);
            return Page();
        }

        switch (await projects.CreateAsync(actor, Input.ToSettings(), ct))
        {
            case ProjectResult.Saved saved:
                return Redirect($"/p/{saved.Id}");
            case ProjectResult.Invalid invalid:
                ProjectInput.AddTo(ModelState, invalid.Errors);
                return Page();
            default:
                return Forbid();
        }
    }
}
