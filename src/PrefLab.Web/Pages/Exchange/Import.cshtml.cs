using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Exchange;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Exchange;

/// <summary>Choose a file, see what it is, import it; and what was imported before.</summary>
public sealed class ImportModel(PrefLabDb db) : PageModel
{
    private const int MaxListed = 100;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var overlap = await db.Projects.Where(project => project.Id == ProjectId).Select(project => (int?)project.Overlap).SingleOrDefaultAsync(ct);
        if (overlap is null)
        {
            return NotFound();
        }

        var imports = await db.Imports.Where(import => import.ProjectId == ProjectId).OrderByDescending(import => import.Id).Take(MaxListed)
            .Select(import => new Row(
                import.Id, import.FileName, import.Format, import.State, import.StartedAt, import.Rows, import.Added, import.AlreadyThere, import.ErrorCount))
            .ToListAsync(ct);
        Shown = new View(overlap.Value, imports);
        return Page();
    }

    /// <summary>The beginning of the file is the body; the answer is a piece of the page.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(string? format, string? map, bool whole, CancellationToken ct)
    {
        var project = await db.Projects.Where(p => p.Id == ProjectId).Select(p => new { p.Overlap, p.TiesAllowed }).SingleOrDefaultAsync(ct);
        if (project is null)
        {
            return NotFound();
        }

        if (!FieldMap.TryParse(map, out var fields, out var problem))
        {
            return Partial("_Preview", new PreviewView(new ImportPreview(null, problem, [], [], [], []), FieldMap.None));
        }

        var body = new byte[ImportPreview.Bytes];
        var length = await Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        ImportFormat? wanted = ImportFormats.TryParse(format, out var named) ? named : null;
        var preview = await ImportPreview.ReadAsync(body[..length], whole, wanted, fields, project.Overlap, project.TiesAllowed, ct);
        return Partial("_Preview", new PreviewView(preview, fields));
    }

    public sealed record View(int Overlap, IReadOnlyList<Row> Imports);

    public sealed record Row(
        ImportId Id, string FileName, string Format, ImportState State, DateTimeOffset StartedAt, int Rows, int Added, int AlreadyThere, int ErrorCount);

    public sealed record PreviewView(ImportPreview Preview, FieldMap Map)
    {
        private static readonly (string Field, string Text)[] Mappable =
        [
            ("id", "Id"), ("prompt", "Prompt"), ("response_a", "Response A"), ("response_b", "Response B"),
            ("chosen", "Chosen response"), ("rejected", "Rejected response"), ("model_a", "Model of A"), ("model_b", "Model of B"),
        ];

        private readonly Dictionary<string, string> mapped = Map.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        /// <summary>Each field of PrefLab with the field of the file that it is read from.</summary>
        public IEnumerable<(string Field, string Text, string? Source)> Fields => Mappable.Select(known =>
            (known.Field, known.Text, mapped.TryGetValue(known.Field, out var source) ? source
                : Preview.Keys.Contains(known.Field, StringComparer.Ordinal) ? known.Field : null));
    }
}
