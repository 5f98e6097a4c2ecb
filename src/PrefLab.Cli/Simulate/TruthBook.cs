using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Cli.Simulate;

/// <summary>What is right, by the texts: from a file of answers, else made up from the texts, the same for everybody.</summary>
public sealed class TruthBook
{
    private readonly Dictionary<string, Preference> answers = new(StringComparer.Ordinal);

    public int Count => answers.Count;

    /// <summary>Reads PrefLab JSON Lines: the answer of a row is its gold's preference, else <c>metadata.intended</c>.</summary>
    /// <exception cref="CommandException">The file is missing, or a line is not what it should be.</exception>
    public static async Task<TruthBook> ReadAsync(FileInfo file, CancellationToken ct)
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file.FullName}.");
        }

        var book = new TruthBook();
        using var reader = file.OpenText();
        for (var number = 1; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            try
            {
                book.Add(line);
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new CommandException(FormattableString.Invariant($"{file.Name}, line {number}: {problem.Message}"), problem);
            }
        }

        return book;
    }

    public void Add(string row)
    {
        using var document = JsonDocument.Parse(row);
        var root = document.RootElement;
        if (SymbolOf(root) is not { } symbol || !Preference.TryParseSymbol(symbol, out var preference))
        {
            return;
        }

        var prompt = root.GetProperty("prompt");
        var pair = new ShownPair(
            prompt.ValueKind == JsonValueKind.String ? prompt.GetString()! : prompt.GetRawText(),
            root.GetProperty("response_a").GetString()!,
            root.GetProperty("response_b").GetString()!);
        // Here A stands on the left.
        answers[Key(pair)] = pair.LeftIsFirst ? preference : preference.Mirrored;
    }

    /// <summary>The truth with the first response as A.</summary>
    public Preference Of(ShownPair pair) => answers.TryGetValue(Key(pair), out var known)
        ? known
        : (pair.Fingerprint % 100) switch
        {
            < 14 => Preference.AMuchBetter,
            < 42 => Preference.ABetter,
            < 58 => Preference.Tie,
            < 86 => Preference.BBetter,
            _ => Preference.BMuchBetter,
        };

    /// <summary>A chat prompt is known by its responses: how its JSON is spaced is PrefLab's business.</summary>
    private static string Key(ShownPair pair) =>
        $"{(pair.Prompt.StartsWith('[') ? "" : pair.Prompt)}\u001f{pair.First}\u001f{pair.Second}";

    private static string? SymbolOf(JsonElement row)
    {
        if (row.TryGetProperty("gold", out var gold) && gold.ValueKind == JsonValueKind.Object && gold.TryGetProperty("preference", out var known))
        {
            return known.GetString();
        }

        return row.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("intended", out var intended)
                ? intended.GetString()
                : null;
    }
}
