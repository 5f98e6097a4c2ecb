using System.Text;

namespace PrefLab.Core.Exchange;

/// <summary>Which field of the file is which of PrefLab's fields; those that are not named keep their own names.</summary>
public sealed class FieldMap
{
    public const int MaxLength = 4_000;

    private readonly Dictionary<RowField, string> sources = [];

    public static FieldMap None { get; } = new();

    /// <summary>The names that can stand before the colon.</summary>
    public static IReadOnlyList<string> Targets => RowFields.Names;

    /// <summary>Reads <c>id:item,response_a:answer1</c>: PrefLab's name, then the file's.</summary>
    /// <param name="problem">What is wrong with it, when the result is false.</param>
    public static bool TryParse(string? text, out FieldMap map, out string? problem)
    {
        map = new FieldMap();
        problem = text?.Length > MaxLength ? $"The mapping is longer than {MaxLength} characters." : null;
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (problem is not null)
            {
                break;
            }

            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            var target = colon < 0 ? -1 : Array.IndexOf(RowFields.Names, pair[..colon].Trim());
            var source = colon < 0 ? "" : pair[(colon + 1)..].Trim();
            problem = (colon, target, source) switch
            {
                ( < 0, _, _) => $"\"{Shown.Name(pair)}\" is not a pair like id:item.",
                (_, < 0, _) => $"\"{Shown.Name(pair[..colon])}\" is not a field of PrefLab: {string.Join(", ", RowFields.Names)}.",
                (_, _, "") => $"\"{Shown.Name(pair)}\" names no field of the file.",
                _ when source.Any(char.IsControl) => $"\"{Shown.Name(pair)}\" has a control character.",
                _ when map.sources.ContainsKey((RowField)target) => $"\"{RowFields.Names[target]}\" is mapped twice.",
                _ when map.sources.ContainsValue(source) => $"\"{Shown.Name(source)}\" is mapped to two fields.",
                _ => null,
            };
            if (problem is null)
            {
                map.sources[(RowField)target] = source;
            }
        }

        return problem is null;
    }

    public override string ToString() => string.Join(',', sources.Select(pair => $"{RowFields.Names[(int)pair.Key]}:{pair.Value}"));

    internal bool IsMapped(RowField field) => sources.ContainsKey(field);

    /// <summary>The file's name for the field; null when another field took that name.</summary>
    internal string? SourceOf(RowField field)
    {
        var own = RowFields.Names[(int)field];
        return sources.TryGetValue(field, out var source) ? source : sources.ContainsValue(own) ? null : own;
    }

    internal (RowField Field, byte[] Name, string Shown)[] NamesOf(ImportFormat format) =>
        [.. from field in RowFields.Of(format)
            let source = SourceOf(field)
            where source is not null
            select (field, Encoding.UTF8.GetBytes(source), source)];
}
