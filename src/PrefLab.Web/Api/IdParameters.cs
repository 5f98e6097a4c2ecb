using Microsoft.OpenApi;
using PrefLab.Core.Storage;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PrefLab.Web.Api;

/// <summary>Ids in addresses are numbers; by itself whatever is parsed is described as a string.</summary>
internal sealed class IdParameters : IParameterFilter
{
    public static OpenApiSchema Schema => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" };

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        var type = context.ApiParameterDescription.ParameterDescriptor?.ParameterType;
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Id<>) && parameter is OpenApiParameter writable)
        {
            writable.Schema = Schema;
        }
    }
}
