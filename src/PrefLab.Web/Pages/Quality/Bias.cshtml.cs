using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Quality;

namespace PrefLab.Web.Pages.Quality;

/// <summary>What people prefer beside quality: a side, and length.</summary>
public sealed class BiasModel(ProjectBiasQuery biases) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    public ProjectBias Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Shown = await biases.LoadAsync(ProjectId, ct);
}
