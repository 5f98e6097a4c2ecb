using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Comparisons;
using PrefLab.Web.Authorization;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Comparisons;

/// <summary>Browses and searches the comparisons of a project.</summary>
public sealed class IndexModel(ComparisonListQuery query, IAuthorizationService authorization) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "filter")]
    public ComparisonFilter Filter { get; set; }

    [BindProperty(SupportsGet = true, Name = "search")]
    [StringLength(ComparisonListQuery.MaxSearch)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "in")]
    [RegularExpression("id|text")]
    public string? In { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public ComparisonId? After { get; set; }

    public bool MayChange { get; private set; }

    public ComparisonList Shown { get; private set; } = null!;

    public Pager Pages { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Filter))
        {
            return BadRequest();
        }

        Shown = await query.RunAsync(new ComparisonListRequest(ProjectId, Filter, Search, In == "text", After), ct);
        MayChange = (await authorization.AuthorizeAsync(User, HttpContext, Policies.ProjectLead)).Succeeded;
        Pages = new Pager(
            FormattableString.Invariant($"{Shown.Rows.Count} comparisons"),
            After is null ? null : Address(null),
            Shown.Next is null || Shown.SearchGoesOn ? null : Address(Shown.Next));
        return Page();
    }

    public string Address(ComparisonId? after) => AddressOf(Filter, after);

    public string AddressOf(ComparisonFilter filter, ComparisonId? after) => QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["filter"] = filter.ToString().ToLowerInvariant(),
        ["in"] = In,
        ["search"] = Search,
        ["after"] = after?.ToString(),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value))).ToString();
}
