using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PrefLab.Core.Storage;

/// <summary>A database id that cannot be mistaken for the id of another kind of entity; <c>Ids.cs</c> names them.</summary>
/// <param name="Value">The bigint key, 1 or more; 0 before the row is stored.</param>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<TEntity>(long Value) : IParsable<Id<TEntity>>, IComparable<Id<TEntity>>
{
    /// <summary>Reads plain ASCII digits of a positive id; signs, spaces, separators and other scripts are refused.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Id<TEntity> result)
    {
        var parsed = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = parsed ? new Id<TEntity>(value) : default;
        return parsed;
    }

    public static Id<TEntity> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"\"{s}\" is not an id.");

    public static bool operator <(Id<TEntity> left, Id<TEntity> right) => left.Value < right.Value;

    public static bool operator >(Id<TEntity> left, Id<TEntity> right) => left.Value > right.Value;

    public static bool operator <=(Id<TEntity> left, Id<TEntity> right) => left.Value <= right.Value;

    public static bool operator >=(Id<TEntity> left, Id<TEntity> right) => left.Value >= right.Value;

    public int CompareTo(Id<TEntity> other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

public sealed class IdConverter<TEntity>() : ValueConverter<Id<TEntity>, long>(id => id.Value, value => new Id<TEntity>(value));

/// <summary>Ids are plain numbers in JSON.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class IdJsonConverter<TEntity> : JsonConverter<Id<TEntity>>
    {
        public override Id<TEntity> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Id<TEntity> value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }
}
