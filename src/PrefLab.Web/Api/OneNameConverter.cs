using System.Text.Json;
using System.Text.Json.Serialization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Api;

/// <summary>Reads enumerations in JSON by <see cref="OneName"/>.</summary>
public sealed class OneNameConverter : JsonConverterFactory
{
    private readonly JsonStringEnumConverter names = new();

    public override bool CanConvert(Type typeToConvert) => names.CanConvert(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ByName<>).MakeGenericType(typeToConvert), names.CreateConverter(typeToConvert, options))!;

    private sealed class ByName<TEnum>(JsonConverter<TEnum> usual) : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (reader.TokenType == JsonTokenType.String ? OneName.Parse<TEnum>(reader.GetString()) : null) ?? throw new UnknownNameException(OneName.MessageOf(typeToConvert));

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => usual.Write(writer, value, options);
    }
}

/// <summary>A name that is none; the message says which there are.</summary>
public sealed class UnknownNameException(string message) : JsonException(message);
