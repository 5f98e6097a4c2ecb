using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>Who works here, those at risk first.</summary>
public sealed class IndexModel(PrefLabDb db, AnnotatorListQuery annotators) : PageModel
{
    private const int PageSize = 50;
    private const int CsvRows = 2_000;
    private const int MostAppeals = 20;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "standing")]
    public Standing? Standing { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    [StringLength(Limits.Name)]
    public string? Search { get; set; }

    /// <summary>The end of the page before.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public RiskKey? After { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var page = await annotators.LoadAsync(ProjectId, Standing, Search, After, PageSize, ct);
        var query = $"?standing={Standing}&q={Uri.EscapeDataString(Search ?? "")}";
        Shown = new View(
            page,
            $"?handler=Csv&{query[1..]}",
            After is null ? null : query,
            page.Next is { } next ? $"{query}&after={next}" : null,
            await db.Appeals.CountAsync(it => it.ProjectId == ProjectId && it.AnsweredAt == null, ct),
            await db.Appeals.Where(it => it.ProjectId == ProjectId && it.AnsweredAt == null).OrderBy(it => it.Id).Take(MostAppeals)
                .Select(it => it.AnnotatorId).ToListAsync(ct));
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var page = await annotators.LoadAsync(ProjectId, Standing, Search, after: null, CsvRows, ct);
        return File(AnnotatorCsv.Of(page.Rows), "text/csv; charset=utf-8", $"annotators-{ProjectId}.csv");
    }

    /// <param name="Appealing">Who waits longest for an answer, 20 at most.</param>
    public sealed record View(AnnotatorPage Page, string CsvQuery, string? FirstQuery, string? NextQuery, int OpenAppeals, IReadOnlyList<AnnotatorId> Appealing);
}
