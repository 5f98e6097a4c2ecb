namespace PrefLab.Web.Api;

/// <summary>The endpoints under /api/v1, a line a feature.</summary>
public static class ApiEndpoints
{
    public static void MapPrefLabApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithMetadata(new ApiEndpoint());
        AnnotatorsApi.Map(api);
        AnnotatorActionsApi.Map(api);
        AssignmentsApi.Map(api);
        ComparisonsApi.Map(api);
        ExportApi.Map(api);
        GoldsApi.Map(api);
        ImportsApi.Map(api);
        LabelsApi.Map(api);
        ProjectsApi.Map(api);
        QualityApi.Map(api);
        ReviewApi.Map(api);
        SettingsApi.Map(api);
        SimulatedApi.Map(api);
    }
}

/// <summary>Marks an endpoint of the API.</summary>
public sealed class ApiEndpoint;
