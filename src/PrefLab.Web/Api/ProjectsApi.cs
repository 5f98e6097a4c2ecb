using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Agreement;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Api;

/// <summary>Projects, their settings with ETag and If-Match, state and summary.</summary>
public static class ProjectsApi
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var projects = api.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("/", ListAsync).RequireAuthorization(Policies.SignedIn).WithSummary("The projects that you can see.");
        projects.MapPost("/", CreateAsync).RequireAuthorization(Policies.Administrator).WithSummary("Creates a draft project.");
        projects.MapGet("/{projectId}", GetAsync).RequireAuthorization(Policies.ProjectOperations)
            .WithSummary("One project with its settings; the ETag is its version.");
        projects.MapPut("/{projectId}", PutAsync).RequireAuthorization(Policies.ProjectLead)
            .WithSummary("Replaces the settings. If-Match names the version; 412 when somebody was faster, 428 without it.");
        projects.MapPost("/{projectId}/state", StateAsync).RequireAuthorization(Policies.ProjectLead).WithSummary("Opens, pauses, closes, archives.");
        projects.MapPost("/{projectId}/clone", CloneAsync).RequireAuthorization(Policies.Administrator)
            .WithSummary("Makes a draft with the same settings and guidelines, without data.");
        projects.MapGet("/{projectId}/summary", SummaryAsync).RequireAuthorization(Policies.ProjectOperations)
            .WithSummary("Progress, agreement, gold accuracy and cost; an undefined number is null with its reason.");
    }

    private static async Task<Ok<List<ProjectRow>>> ListAsync(PrefLabDb db, Actor actor, CancellationToken ct) => TypedResults.Ok(
        await db.Projects.VisibleTo(actor).OrderByDescending(project => project.Id).Take(Most)
            .Select(project => new ProjectRow(project.Id, project.Name, project.State, project.IsDemonstration)).ToListAsync(ct));

    private static async Task<Results<Created<SavedReply>, ValidationProblem, ForbidHttpResult>> CreateAsync(
        ProjectSettings settings, ProjectService service, Actor actor, CancellationToken ct) =>
        await service.CreateAsync(actor, settings, ct) switch
        {
            ProjectResult.Saved saved => TypedResults.Created($"/api/v1/projects/{saved.Id}", new SavedReply(saved.Id, saved.Version)),
            ProjectResult.Invalid invalid => Problems.Invalid(invalid.Errors),
            _ => TypedResults.Forbid(),
        };

    private static async Task<Results<Ok<ProjectReply>, NotFound>> GetAsync(
        ProjectId projectId, PrefLabDb db, Actor actor, HttpResponse response, CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(it => it.Id == projectId, ct);
        if (project is null)
        {
            return TypedResults.NotFound();
        }

        response.Headers.ETag = Tag(project.Version);
        return TypedResults.Ok(new ProjectReply(
            project.Id, project.State, project.Version, project.GuidelineVersion, project.IsDemonstration,
            project.ComparisonCount, project.GoldCount, project.LabelsNeeded, ProjectSettings.Of(project)));
    }

    private static async Task<Results<Ok<SavedReply>, ValidationProblem, ProblemHttpResult, NotFound>> PutAsync(
        ProjectId projectId, ProjectSettings settings, ProjectService service, Actor actor, HttpContext http, CancellationToken ct)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return Problems.Of(428, "Send If-Match with the ETag of the project that you changed.");
        }

        if (!int.TryParse(header.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return Problems.Of(412, "If-Match is not an ETag of this project.");
        }

        switch (await service.EditAsync(actor, projectId, version, settings, ct))
        {
            case ProjectResult.Saved saved:
                http.Response.Headers.ETag = Tag(saved.Version);
                return TypedResults.Ok(new SavedReply(saved.Id, saved.Version));
            case ProjectResult.Invalid invalid:
                return Problems.Invalid(invalid.Errors);
            case ProjectResult.Stale stale:
                return TypedResults.Problem(
                    detail: $"Somebody changed the project; it is at version {stale.Version} now. Nothing was stored.",
                    statusCode: StatusCodes.Status412PreconditionFailed,
                    extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["version"] = stale.Version, ["changes"] = stale.Theirs });
            default:
                return TypedResults.NotFound();
        }
    }

    private static async Task<Results<Ok<SavedReply>, ProblemHttpResult, ValidationProblem, NotFound>> StateAsync(
        ProjectId projectId, StateRequest request, ProjectService service, Actor actor, CancellationToken ct)
    {
        if (!Enum.IsDefined(request.State))
        {
            return Problems.Invalid("state", $"The state is one of {string.Join(", ", Enum.GetNames<ProjectState>())}.");
        }

        return await service.ChangeStateAsync(actor, projectId, request.State, version: null, ct) switch
        {
            ProjectResult.Saved saved => TypedResults.Ok(new SavedReply(saved.Id, saved.Version)),
            ProjectResult.StateRefused refused => Problems.Of(409, $"A project that is {refused.From} cannot become {refused.To}."),
            ProjectResult.Stale => Problems.Of(409, "Somebody changed the project at the same moment. Try again."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Created<SavedReply>, ValidationProblem, ForbidHttpResult, NotFound>> CloneAsync(
        ProjectId projectId, CloneRequest request, ProjectService service, Actor actor, CancellationToken ct) =>
        await service.CloneAsync(actor, projectId, request.Name ?? "", ct) switch
        {
            ProjectResult.Saved saved => TypedResults.Created($"/api/v1/projects/{saved.Id}", new SavedReply(saved.Id, saved.Version)),
            ProjectResult.Invalid invalid => Problems.Invalid(invalid.Errors),
            ProjectResult.Forbidden => TypedResults.Forbid(),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<Ok<SummaryReply>, NotFound>> SummaryAsync(
        ProjectId projectId, PrefLabDb db, Actor actor, ProjectSummaryQuery summaries, CancellationToken ct)
    {
        var project = await db.Projects.VisibleTo(actor).Where(it => it.Id == projectId)
            .Select(it => new { it.LabelRate, it.Currency }).SingleOrDefaultAsync(ct);
        return project is not null && await summaries.LoadAsync(projectId, project.LabelRate, ct) is { } summary
            ? TypedResults.Ok(SummaryReply.Of(summary, project.Currency))
            : TypedResults.NotFound();
    }

    private static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public sealed record ProjectRow(ProjectId Id, string Name, ProjectState State, bool IsDemonstration);

    public sealed record SavedReply(ProjectId Id, int Version);

    public sealed record ProjectReply(
        ProjectId Id, ProjectState State, int Version, int GuidelineVersion, bool IsDemonstration,
        int Comparisons, int Golds, long LabelsNeeded, ProjectSettings Settings);

    public sealed record StateRequest(ProjectState State);

    public sealed record CloneRequest(string? Name);
}
