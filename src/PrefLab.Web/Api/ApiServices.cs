using Microsoft.OpenApi;

namespace PrefLab.Web.Api;

public static class ApiServices
{
    private static readonly Type[] Ids =
    [
        typeof(AnnotatorActionId), typeof(AnnotatorId), typeof(AssignmentId), typeof(BatchId), typeof(ComparisonId),
        typeof(ImportId), typeof(LabelId), typeof(ProjectId),
    ];

    public static IServiceCollection AddPrefLabApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new OneNameConverter());
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
        // Everywhere as in development: what cannot be read is thrown, so that the answer can name the field.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = "PrefLab", Version = "v1" });
            options.SupportNonNullableReferenceTypes();
            options.CustomSchemaIds(SchemaName);
            options.OperationFilter<ErrorResponses>();
            options.ParameterFilter<IdParameters>();
            foreach (var id in Ids)
            {
                options.MapType(id, () => IdParameters.Schema);
            }
        });
        return services;
    }

    /// <summary>Records of a feature are nested in its endpoints: <c>ComparisonsApi.ListReply</c> is <c>ComparisonsListReply</c>.</summary>
    private static string SchemaName(Type type)
    {
        var owner = type.DeclaringType?.Name.Replace("Api", "", StringComparison.Ordinal);
        var name = type.Name.Split('`')[0];
        return owner + name + string.Concat(type.GenericTypeArguments.Select(SchemaName));
    }

    /// <summary>
    /// The description at /api/v1/openapi.json and its reader at /api; both hold no data and are open to everybody. The reader works
    /// under the site's own content security policy: all that it loses is the style of one inline picture, not worth an exception.
    /// </summary>
    public static void UsePrefLabApiDescription(this WebApplication app)
    {
        app.UseSwagger(options => options.RouteTemplate = "api/{documentName}/openapi.json");
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "api";
            options.DocumentTitle = "PrefLab API";
            options.HeadContent = """<meta name="viewport" content="width=device-width, initial-scale=1">""";
            options.SwaggerEndpoint("/api/v1/openapi.json", "PrefLab v1");
        });
    }
}
