using System.Text.Json;

namespace PrefLab.Web.Tests.Cli;

/// <summary>Compares what a command printed with reference values: the same keys everywhere, and values within the tolerance of their kind.</summary>
internal static class ReferenceJson
{
    public static void AssertSame(JsonElement expected, JsonElement actual, string path = "")
    {
        Assert.True(
            expected.ValueKind == actual.ValueKind || path == "/note",
            $"{path} is {actual}, not {expected}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(Keys(expected, path), Keys(actual, path));
                foreach (var property in expected.EnumerateObject())
                {
                    AssertSame(property.Value, actual.GetProperty(property.Name), $"{path}/{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal((path, expected.GetArrayLength()), (path, actual.GetArrayLength()));
                foreach (var (one, other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                {
                    AssertSame(one, other, path);
                }

                break;
            case JsonValueKind.Number:
                Assert.True(Math.Abs(expected.GetDouble() - actual.GetDouble()) <= Tolerance(path, expected.GetDouble()), $"{path} is {actual}, not {expected}");
                break;
            default:
                Assert.True(path == "/note" || expected.ToString() == actual.ToString(), $"{path} is {actual}, not {expected}");
                break;
        }
    }

    private static List<string> Keys(JsonElement element, string path) =>
        [.. element.EnumerateObject().Select(property => $"{path}/{property.Name}").Order(StringComparer.Ordinal)];

    private static double Tolerance(string path, double expected) => path switch
    {
        _ when path.StartsWith("/bootstrap", StringComparison.Ordinal) => path[^3..] is "/lo" or "/hi" ? .01 : Math.Abs(expected) / 8,
        _ when path.Contains("posterior", StringComparison.Ordinal) || path.Contains("rows", StringComparison.Ordinal) || path.Contains("confusion", StringComparison.Ordinal)
            || path.Contains("priors", StringComparison.Ordinal) || path.Contains("ability", StringComparison.Ordinal) => 1e-6,
        _ => 1e-9 * Math.Max(1, Math.Abs(expected)),
    };
}
