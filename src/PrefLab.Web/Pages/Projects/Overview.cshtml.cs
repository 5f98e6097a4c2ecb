using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Agreement;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Projects;

/// <summary>One screen: is it good, what does it cost, when is it done.</summary>
public sealed class OverviewModel(
    PrefLabDb db, Actor actor, MembershipCache memberships, ProjectSummaryQuery summaries, TimeProvider time) : PageModel
{
    /// <summary>What is older than this says how old it is.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

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

        var age = time.GetUtcNow() - summary.Agreement.CountedAt;
        var role = await memberships.FindRoleAsync(ProjectId, actor.PersonId, ct);
        Shown = new View(project, summary)
        {
            MayLead = actor.May(role, [Role.Lead]),
            AgreementAge = age > Fresh ? age : null,
            AlphaOrdinal = summary.Agreement.Coefficients.Find(AgreementCoefficient.AlphaOrdinal).Interval,
            AlphaNominal = summary.Agreement.Coefficients.Find(AgreementCoefficient.AlphaNominal).Interval,
            AlphaDirection = summary.Agreement.Coefficients.Find(AgreementCoefficient.AlphaNominal, overDirection: true).Interval,
        };
        return Page();
    }

    public sealed record Project(ProjectState State, decimal Rate, string Currency, int Comparisons, int Golds, int GuidelineVersion);

    public sealed record View(Project Project, ProjectSummary Summary)
    {
        /// <summary>Who may not is not sent to pages that would refuse.</summary>
        public bool MayLead { get; init; }

        /// <summary>Null when the agreement is of this moment, or not counted yet.</summary>
        public TimeSpan? AgreementAge { get; init; }

        public Interval AlphaOrdinal { get; init; }

        public Interval AlphaNominal { get; init; }

        public Interval AlphaDirection { get; init; }
    }
}
