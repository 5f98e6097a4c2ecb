using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.HttpResults;
using PrefLab.Core.Exchange;
using PrefLab.Web.Authorization;
using PrefLab.Web.Security;

namespace PrefLab.Web.Api;

/// <summary>Exports, streamed from one snapshot.</summary>
public static class ExportApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var export = api.MapGroup("/projects/{projectId}/export").RequireAuthorization(Policies.ProjectLead).WithTags("Export");
        export.MapGet("/", ExportAsync)
            .DisableRequestTimeout()
            .RequireRateLimiting(RateLimits.Expensive)
            .WithSummary("Streams the project as JSON Lines.")
            .WithDescription(
                "format: preflab (with labels; imports again to the same bytes), trl (prompt, chosen, rejected of comparisons with a majority) or labels (one row a label). "
                + "gzip=true packs it. How many rows there were, and how many labelled comparisons without a majority were left out, stands in the trailers "
                + "preflab-rows and preflab-left-out; export/summary has the counts beforehand.");
        export.MapGet("/summary", SummaryAsync).WithSummary("Counts what the exports would hold.");
    }

    public static async Task<Results<EmptyHttpResult, ValidationProblem>> ExportAsync(
        ProjectId projectId, string? format, bool? gzip, HttpContext http, ExportService service, CancellationToken ct)
    {
        if (!ExportFormats.TryParse(string.IsNullOrEmpty(format) ? ExportFormat.PrefLab.Name : format, out var wanted))
        {
            return Problems.Invalid("format", $"The format is one of {string.Join(", ", ExportFormats.AllNames)}.");
        }

        var packed = gzip == true;
        var response = http.Response;
        // Never a page, whatever the rows hold.
        response.ContentType = packed ? "application/gzip" : "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"project-{projectId}-{wanted.Name}.jsonl{(packed ? ".gz" : "")}\"";

        var trailers = response.SupportsTrailers();
        if (trailers)
        {
            response.DeclareTrailer("preflab-rows");
            response.DeclareTrailer("preflab-left-out");
        }

        var tally = packed ? await PackAsync(service, projectId, wanted, response, ct) : await service.ExportAsync(projectId, wanted, response.BodyWriter, ct);
        if (trailers)
        {
            response.AppendTrailer("preflab-rows", FormattableString.Invariant($"{tally.Rows}"));
            response.AppendTrailer("preflab-left-out", FormattableString.Invariant($"{tally.LeftOut}"));
        }

        return TypedResults.Empty;
    }

    private static async Task<ExportTally> PackAsync(ExportService service, ProjectId project, ExportFormat format, HttpResponse response, CancellationToken ct)
    {
        await using var packing = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        var writer = PipeWriter.Create(packing, new StreamPipeWriterOptions(leaveOpen: true));
        var tally = await service.ExportAsync(project, format, writer, ct);
        await writer.CompleteAsync();
        return tally;
    }

    private static async Task<Ok<ExportSummary>> SummaryAsync(ProjectId projectId, ExportSummaryQuery query, CancellationToken ct) =>
        TypedResults.Ok(await query.RunAsync(projectId, ct));
}
