using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Audit;

/// <summary>What happened in the project, newest first.</summary>
public sealed class IndexModel(PrefLabDb db) : PageModel
{
    private const int PageSize = 50;

    /// <summary>How far back kinds are looked up for the filter.</summary>
    private const int KindsSeen = 1_000;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    [StringLength(64)]
    public string? Kind { get; set; }

    /// <summary>Events older than this one.</summary>
    [BindProperty(SupportsGet = true, Name = "before")]
    [Range(1, long.MaxValue)]
    public long? Before { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var few = db.AuditEvents.Where(it => it.ProjectId == ProjectId).Few();
        var kinds = await few.OrderByDescending(it => it.Id).Take(KindsSeen).Select(it => it.Kind).Distinct().ToListAsync(ct);
        var rows = await Matching(few)
            .OrderByDescending(it => it.Id)
            .Take(PageSize + 1)
            .Select(it => new Row(
                it.Id, it.At, it.Kind, it.Subject, it.Data,
                it.ActorId == null ? null : db.Users.Where(person => person.Id == it.ActorId).Select(person => person.IsSimulated ? person.DisplayName + " (simulated)" : person.DisplayName).FirstOrDefault()))
            .ToListAsync(ct);
        var next = rows.Count > PageSize ? rows[PageSize - 1].Id : (long?)null;
        Shown = new View([.. rows.Take(PageSize)], [.. kinds.Concat(AuditVisibility.Frequent).Order(StringComparer.Ordinal)], next);
        return Page();
    }

    private IQueryable<AuditEvent> Matching(IQueryable<AuditEvent> few)
    {
        var events = Kind switch
        {
            null or "" => few,
            "all" => db.AuditEvents.Where(it => it.ProjectId == ProjectId),
            _ when AuditVisibility.Frequent.Contains(Kind, StringComparer.Ordinal) => db.AuditEvents.Where(it => it.ProjectId == ProjectId && it.Kind == Kind),
            _ => few.Where(it => it.Kind == Kind),
        };
        return Before is { } before ? events.Where(it => it.Id < before) : events;
    }

    public sealed record Row(long Id, DateTimeOffset At, string Kind, string Subject, string? Data, string? Actor);

    public sealed record View(IReadOnlyList<Row> Rows, IReadOnlyList<string> Kinds, long? Next);
}
