using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Annotators;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>Who works here, those at risk first.</summary>
public sealed class IndexModel(AnnotatorListQuery annotators) : PageModel
{
    private const int PageSize = 50;
    private const int CsvRows = 2_000;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "standing")]
    public Standing? Standing { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    [StringLength(Limits.Name)]
    public string? Search { get; set; }

    /// <summary>People left out at the top of the list.</summary>
    [BindProperty(SupportsGet = true, Name = "skip")]
    [Range(0, 10_000)]
    public int Skip { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var page = await annotators.LoadAsync(ProjectId, Standing, Search, Skip, PageSize, ct);
        var query = $"?standing={Standing}&q={Uri.EscapeDataString(Search ?? "")}";
        Shown = new View(
            page,
            $"?handler=Csv&{query[1..]}",
            Skip > 0 ? query : null,
            Skip + PageSize < page.Found ? $"{query}&skip={Skip + PageSize}" : null);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var page = await annotators.LoadAsync(ProjectId, Standing, Search, 0, CsvRows, ct);
        return File(AnnotatorCsv.Of(page.Rows), "text/csv; charset=utf-8", $"annotators-{ProjectId}.csv");
    }

    public sealed record View(AnnotatorPage Page, string CsvQuery, string? FirstQuery, string? NextQuery);
}
