using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrefLab.Web.Api;

/// <summary>Enumerations by name, and by one: the usual converter reads "Note,Retrain" as the sum of both numbers, which is a pause.</summary>
public sealed class OneNameConverter : JsonConverterFactory
{
    /// <summary>How the message of a name that is none begins.</summary>
    public const string OneOf = "One of ";

    private readonly JsonStringEnumConverter names = new();

    public override bool CanConvert(Type typeToConvert) => names.CanConvert(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OneName<>).MakeGenericType(typeToConvert), names.CreateConverter(typeToConvert, options))!;

    private sealed class OneName<TEnum>(JsonConverter<TEnum> usual) : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return reader.TokenType == JsonTokenType.String && reader.GetString()!.Contains(',', StringComparison.Ordinal)
                    ? throw new JsonException()
                    : usual.Read(ref reader, typeToConvert, options);
            }
            catch (JsonException e)
            {
                throw new JsonException($"{OneOf}{string.Join(", ", Enum.GetNames<TEnum>())}.", e);
            }
        }

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => usual.Write(writer, value, options);
    }
}
