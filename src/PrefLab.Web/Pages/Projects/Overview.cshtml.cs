using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Agreement;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Web.Pages.Projects;

/// <summary>One screen: is it good, what does it cost, when is it done.</summary>
public sealed class OverviewModel(PrefLabDb db, Actor actor, ProjectSummaryQuery summaries, DisputedQuery disputed) : PageModel
{
    private const int MostDisputed = 10;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var project = await db.Projects.VisibleTo(actor)
            .Where(it => it.Id == ProjectId)
            .Select(it => new Project(it.State, it.LabelRate, it.Currency, it.ComparisonCount, it.GoldCount, it.GuidelineVersion))
            .SingleOrDefaultAsync(ct);
        if (project is null || await summaries.LoadAsync(ProjectId, project.Rate, ct) is not { } summary)
        {
            return NotFound();
        }

        var comparisons = await disputed.LoadAsync(ProjectId, summary.Histogram, MostDisputed, ct);
        Shown = new View(project, summary, comparisons)
        {
            AlphaOrdinal = summary.Coefficients.Find(AgreementCoefficient.AlphaOrdinal).Interval,
            AlphaNominal = summary.Coefficients.Find(AgreementCoefficient.AlphaNominal).Interval,
            AlphaDirection = summary.Coefficients.Find(AgreementCoefficient.AlphaNominal, overDirection: true).Interval,
        };
        return Page();
    }

    public sealed record Project(ProjectState State, decimal Rate, string Currency, int Comparisons, int Golds, int GuidelineVersion);

    public sealed record View(Project Project, ProjectSummary Summary, IReadOnlyList<DisputedComparison> Disputed)
    {
        public Interval AlphaOrdinal { get; init; }

        public Interval AlphaNominal { get; init; }

        public Interval AlphaDirection { get; init; }
    }
}
