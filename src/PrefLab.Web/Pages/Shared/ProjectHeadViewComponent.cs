using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Shared;

/// <summary>The name and state of the project that the route names.</summary>
public sealed class ProjectHeadViewComponent(PrefLabDb db, Actor actor) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var id = ProjectId.Parse((string)RouteData.Values["projectId"]!, provider: null);
        var head = await db.Projects.VisibleTo(actor)
            .Where(project => project.Id == id)
            .Select(project => new Head(project.Name, project.State, project.IsDemonstration))
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        return head is null ? Content("") : View(head);
    }

    public sealed record Head(string Name, ProjectState State, bool IsDemonstration)
    {
        public string StateClass => State switch
        {
            ProjectState.Open => "good",
            ProjectState.Paused => "warn",
            _ => "",
        };
    }
}
