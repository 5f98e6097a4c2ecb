using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrefLab.Benchmarks.Exchange;

/// <summary>Rows of about 900 bytes from a fixed seed: the same file everywhere.</summary>
internal static class GeneratedRows
{
    private static readonly string[] Words =
        "the model answers a question about code and text with care or without it while quotes \"like these\", lines\nand Umlaute äöü stand between them so nothing is too easy for a parser that reads every byte once".Split(' ');

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(string path, int rows)
    {
        var random = new Random(1);
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        for (var n = 0; n < rows; n++)
        {
            var row = new Row($"row-{n:D8}", Text(random, 30), Text(random, 55), Text(random, 55), "model-one", "model-two", new Meta("generated", n % 17));
            await file.WriteLineAsync(JsonSerializer.Serialize(row, Json));
        }
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(' ');
        }

        return text.ToString();
    }

    private sealed record Row(string id, string prompt, string response_a, string response_b, string model_a, string model_b, Meta metadata);

    private sealed record Meta(string source, int bucket);
}
