using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Web.Content;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>Who works here, those at risk first.</summary>
public sealed class IndexModel(AnnotatorListQuery annotators) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "standing")]
    public Standing? Standing { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    [StringLength(Limits.Name)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "concern")]
    public bool Concern { get; set; }

    [BindProperty(SupportsGet = true, Name = "appeal")]
    public bool Appeal { get; set; }

    /// <summary>The end of the page before.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public RiskKey? After { get; set; }

    /// <summary>The beginning of the page after, on the way back.</summary>
    [BindProperty(SupportsGet = true, Name = "before")]
    public RiskKey? Before { get; set; }

    public View Shown { get; private set; } = null!;

    private AnnotatorFilter Filter => new(Standing, Search, Concern, Appeal);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var page = await annotators.LoadAsync(ProjectId, Filter, After, Before, PageSize, ct);
        var filter = $"standing={Standing}&q={Uri.EscapeDataString(Search ?? "")}{(Concern ? "&concern=true" : "")}{(Appeal ? "&appeal=true" : "")}";
        var path = $"/p/{ProjectId}/annotators?";
        Shown = new View(
            page,
            await annotators.CountAsync(ProjectId, ct),
            $"{path}handler=Csv&{filter}",
            new Pager(
                page.Rows.Count == page.Found ? $"{page.Found} {(page.Found == 1 ? "annotator" : "annotators")}" : $"{page.Rows.Count} of {Figures.Whole(page.Found)} annotators",
                After is null && Before is null ? null : path + filter,
                page.Next is { } next ? $"{path}{filter}&after={next}" : null,
                page.Previous is { } previous ? $"{path}{filter}&before={previous}" : null));
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = new ContentDisposition { FileName = $"annotators-{ProjectId}.csv" }.ToString();
        await AnnotatorCsv.WriteAsync(Response.Body, annotators, ProjectId, Filter, ct);
        return new EmptyResult();
    }

    public sealed record View(AnnotatorPage Page, AnnotatorCounts Counts, string CsvPath, Pager Pages);
}
