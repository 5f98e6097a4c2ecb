using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Exchange;

namespace PrefLab.Web.Pages.Exchange;

/// <summary>Choose a format and download; the counts say beforehand what is in it.</summary>
public sealed class ExportModel(ExportSummaryQuery query) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    public ExportSummary Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Shown = await query.RunAsync(ProjectId, ct);
}
