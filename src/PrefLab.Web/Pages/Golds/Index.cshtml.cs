using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Golds;
using PrefLab.Metrics;
using PrefLab.Web.Authorization;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Golds;

/// <summary>The golds of a project: how hard they are, what speaks against them, what they leave out; leads retire them and bring them back.</summary>
public sealed class IndexModel(
    GoldTableQuery golds, GoldRescoreQuery rescores, GoldRotation rotation, Actor actor, IAuthorizationService authorization, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public GoldState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "signal")]
    public GoldSignal? Signal { get; set; }

    [BindProperty(SupportsGet = true, Name = "answer")]
    public Direction? Answer { get; set; }

    [BindProperty(SupportsGet = true, Name = "tag")]
    [StringLength(Limits.Name)]
    public string? Tag { get; set; }

    [BindProperty(SupportsGet = true, Name = "sort")]
    public GoldOrder Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public ComparisonId? After { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public bool MayChange { get; private set; }

    public GoldTable Shown { get; private set; } = null!;

    public IReadOnlyList<TagCoverage> Tags { get; private set; } = [];

    public RescoresView Rescores { get; private set; } = null!;

    public Pager Pages { get; private set; } = null!;

    /// <summary>What golds should be added for, in sentences.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    public bool IsFiltered => State is not null || Signal is not null || Answer is not null || !string.IsNullOrEmpty(Tag);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Sort) || Tag?.IsStorable() == false)
        {
            return BadRequest();
        }

        MayChange = await MayChangeAsync();
        Shown = await golds.LoadAsync(new GoldListRequest(ProjectId, State, Signal, Answer, Tag, Sort, After), ct);
        Tags = await golds.LoadTagsAsync(ProjectId, ct);
        Rescores = await RescoresAsync(ct);
        Missing = [.. MissingOf(Shown.Coverage)];
        Pages = new Pager(
            FormattableString.Invariant($"{Shown.Rows.Count} of {Shown.Found} golds"), After is null ? null : Address(null), Shown.Next is null ? null : Address(Shown.Next));
        return Page();
    }

    /// <summary>The part that says how far scoring anew is.</summary>
    public async Task<IActionResult> OnGetRescoresAsync(CancellationToken ct) => Partial("_Rescores", await RescoresAsync(ct));

    public Task<IActionResult> OnPostRetireAsync(ComparisonId gold, CancellationToken ct) => ChangeAsync(
        () => rotation.RetireAsync(ProjectId, gold, actor.PersonId, ct), "The gold is out of rotation. Nobody was scored anew; it can be brought back in its row.");

    public Task<IActionResult> OnPostReturnAsync(ComparisonId gold, CancellationToken ct) => ChangeAsync(
        () => rotation.ReturnAsync(ProjectId, gold, actor.PersonId, ct), "The gold is in rotation again.");

    public string Address(ComparisonId? after) => $"/p/{ProjectId}/golds" + QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["state"] = State?.ToString(),
        ["signal"] = Signal?.ToString(),
        ["answer"] = Answer?.ToString(),
        ["tag"] = Tag,
        ["sort"] = Sort == GoldOrder.Signals ? null : Sort.ToString(),
        ["after"] = after?.ToString(),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private async Task<RescoresView> RescoresAsync(CancellationToken ct)
    {
        var changes = await rescores.LoadAsync(ProjectId, ct);
        return new RescoresView(ProjectId, changes, await rescores.LoadLastAsync(ProjectId, changes, ct), time.GetUtcNow());
    }

    private async Task<bool> MayChangeAsync() => (await authorization.AuthorizeAsync(User, HttpContext, Policies.ProjectLead)).Succeeded;

    private async Task<IActionResult> ChangeAsync(Func<Task<RotationResult>> change, string done)
    {
        if (!await MayChangeAsync())
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        switch (await change())
        {
            case RotationResult.NotFound:
                return NotFound();
            case RotationResult.Done:
                Notice = done;
                break;
        }

        return Redirect(Address(After));
    }

    private IEnumerable<string> MissingOf(GoldCoverage coverage)
    {
        if (coverage is { InRotation: 0, All: > 0 })
        {
            yield return "No gold is in rotation: annotators get none until some are added or brought back.";
        }

        if (Math.Max(coverage.ForA, coverage.ForB) > 2 * Math.Min(coverage.ForA, coverage.ForB))
        {
            yield return $"Golds with {(coverage.ForA < coverage.ForB ? "A" : "B")} better: with one side rare, its golds are shown to everybody first.";
        }

        if (coverage is { TiesAllowed: true, Ties: 0, InRotation: > 0 })
        {
            yield return "Golds whose right answer is “=”: nobody is tested on ties.";
        }

        if (coverage.Exposed > 0)
        {
            yield return FormattableString.Invariant($"{coverage.Exposed} of {coverage.All} golds were shown as often as the project allows, and are drawn no more.");
        }

        if (Tags.Where(tag => tag.Golds == 0).Select(tag => tag.Tag).ToList() is { Count: > 0 } untested)
        {
            yield return $"Golds with the {(untested.Count == 1 ? "tag" : "tags")} {string.Join(", ", untested.Take(8).Select(tag => $"“{tag}”"))}{(untested.Count > 8 ? " and others" : "")}, which comparisons have and no gold in rotation has.";
        }
    }
}
