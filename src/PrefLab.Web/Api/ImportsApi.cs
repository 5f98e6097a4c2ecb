using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Exchange;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;
using PrefLab.Web.Security;

namespace PrefLab.Web.Api;

/// <summary>Imports: the file is the body, read as it comes.</summary>
public static class ImportsApi
{
    private const int MaxListed = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/projects/{projectId}/imports").RequireAuthorization(Policies.ProjectLead).WithTags("Imports");
        imports.MapPost("/", ImportAsync)
            .DisableRequestTimeout()
            .RequireRateLimiting(RateLimits.Expensive)
            .WithSummary("Imports JSON Lines, plain or gzip: the body is the file. All rows or none; a refused file answers 422 with every error.")
            .WithDescription("format (recognised when absent), overlap (for rows that do not say), map (id:item,response_a:answer1), name (shown in the list).");
        imports.MapGet("/", ListAsync).WithSummary("The last imports, newest first.");
        imports.MapPost("/{importId}/undo", UndoAsync)
            .DisableRequestTimeout()
            .WithSummary("Takes an import back as long as nobody was given any of it.");
    }

    private static async Task<Results<Ok<ImportReport>, UnprocessableEntity<ImportReport>, NotFound, ProblemHttpResult, ValidationProblem>> ImportAsync(
        ProjectId projectId, string? format, int? overlap, string? map, string? name, HttpContext http, Actor actor, ImportService service, CancellationToken ct)
    {
        ImportFormat? wanted = null;
        if (!string.IsNullOrEmpty(format))
        {
            if (!ImportFormats.TryParse(format, out var parsed))
            {
                return Problems.Invalid("format", $"The format is one of {string.Join(", ", ImportFormats.AllNames)}.");
            }

            wanted = parsed;
        }

        if (overlap is < 1 or > Limits.MaxOverlap)
        {
            return Problems.Invalid("overlap", $"The overlap is 1 to {Limits.MaxOverlap}.");
        }

        if (!FieldMap.TryParse(map, out var fields, out var problem))
        {
            return Problems.Invalid("map", problem!);
        }

        // A file may be gigabytes; what bounds it are the limits of the import. The least rate of a body stays in force.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        return await service.ImportAsync(new ImportRequest(projectId, actor.PersonId, name, wanted, overlap, fields), http.Request.Body, ct) switch
        {
            ImportResult.Read { Report.State: ImportState.Done } done => TypedResults.Ok(done.Report),
            ImportResult.Read refused => TypedResults.UnprocessableEntity(refused.Report),
            ImportResult.ProjectArchived => Problems.Of(409, "The project is archived; nothing is imported into it."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Ok<List<ImportRow>>> ListAsync(ProjectId projectId, PrefLabDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Imports.Where(import => import.ProjectId == projectId).OrderByDescending(import => import.Id).Take(MaxListed)
            .Select(import => new ImportRow(
                import.Id, import.FileName, import.Format, import.State, import.StartedAt, import.FinishedAt, import.Rows, import.Added,
                import.AddedGolds, import.AlreadyThere, import.LabelsNeeded, import.ErrorCount, import.WarningCount))
            .ToListAsync(ct));

    private static async Task<Results<Ok<UndoReply>, NotFound, ProblemHttpResult>> UndoAsync(
        ProjectId projectId, ImportId importId, Actor actor, ImportUndo undo, CancellationToken ct) =>
        await undo.UndoAsync(projectId, importId, actor.PersonId, ct) switch
        {
            UndoResult.Undone undone => TypedResults.Ok(new UndoReply(undone.Comparisons)),
            UndoResult.HasWork work => Problems.Of(
                409, FormattableString.Invariant($"People have worked on this import: {work.Assignments} assignments, {work.Labels} answered. Nothing was changed.")),
            UndoResult.Busy => Problems.Of(409, "A file is being imported into this project. Nothing was changed; try again when that is done."),
            UndoResult.NothingToUndo gone => Problems.Of(409, gone.State == ImportState.Undone ? "This import is undone already." : "This file was refused; there is nothing to undo."),
            _ => TypedResults.NotFound(),
        };

    public sealed record ImportRow(
        ImportId Id, string FileName, string Format, ImportState State, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Rows, int Added,
        int AddedGolds, int AlreadyThere, long LabelsNeeded, int ErrorCount, int WarningCount);

    public sealed record UndoReply(int Comparisons);
}
