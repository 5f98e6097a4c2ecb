using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PrefLab.Core.Exchange;
using PrefLab.Testing;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Real and hostile files beside the repository; skipped, with the reason, where they are absent.</summary>
public sealed class SharedDataTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    [Fact]
    public async Task ImportAsync_RealTranscripts_AccountsForEveryRow()
    {
        await using var file = Open("text/hh_harmless_test.dev.jsonl.gz");

        var report = await ImportAsync(await NewProjectAsync(), file);

        Assert.Equal((ImportState.Done, "hh", 0), (report.State, report.Format, report.ErrorCount));
        Assert.Equal(report.Rows, report.Added + report.AlreadyThere);
        Assert.True(report.Rows > 1_000);
    }

    [Fact]
    public async Task ImportAsync_RealPairs_AreTakenWithTheirOwnKeysMapped()
    {
        await using var file = Open("metrics/pref/llmfao/pairs.jsonl");
        var project = await NewProjectAsync();

        var report = await ImportAsync(project, file, map: "id:item");

        Assert.Equal((ImportState.Done, report.Rows), (report.State, report.Added));
        var first = (await ComparisonsAsync(project))[0];
        Assert.Equal("0", first.ExternalId);
        Assert.Contains("prompt_id", first.Metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_HostileJson_IsTakenOrRefusedAndNeverFails()
    {
        await using var file = Open("hostile/json_parsing.jsonl.gz");
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        var project = await NewProjectAsync();
        var wrong = new List<string>();
        for (var n = 0; await reader.ReadLineAsync(Ct) is { } line; n++)
        {
            using var test = JsonDocument.Parse(line);
            var name = test.RootElement.GetProperty("name").GetString()!;
            var bytes = test.RootElement.GetProperty("base64").GetBytesFromBase64();
            byte[] row = [.. Encoding.UTF8.GetBytes($"{{\"id\":\"{n}\",\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"x\":"), .. bytes, (byte)'}'];
            foreach (var body in new[] { row, bytes })
            {
                var report = await ImportAsync(project, new MemoryStream(body));
                if (ReferenceEquals(body, row) && test.RootElement.GetProperty("expect").GetString() == "reject" && report.State == ImportState.Done)
                {
                    wrong.Add(name);
                }
            }
        }

        Assert.Empty(wrong);
        await ExportAsync(project, ExportFormat.PrefLab);
    }

    [Fact]
    public async Task ImportAsync_NaughtyStrings_ComeBackByteForByte()
    {
        await using var file = Open("hostile/blns.json");
        var strings = (await JsonSerializer.DeserializeAsync<string[]>(file, cancellationToken: Ct))!.Where(s => !string.IsNullOrWhiteSpace(s)).Distinct(StringComparer.Ordinal)
            .Where(s => s.Length <= Limits.Name).ToList();
        var project = await NewProjectAsync();
        var rows = strings.Select(s => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = s,
            ["prompt"] = s,
            ["response_a"] = s,
            ["response_b"] = s,
            ["model_a"] = s,
            ["model_b"] = s,
            ["metadata"] = new Dictionary<string, string>(StringComparer.Ordinal) { [s] = s },
        }));

        var report = await ImportAsync(project, string.Join('\n', rows));

        Assert.Empty(report.Errors);
        var stored = await ComparisonsAsync(project);
        Assert.Equal(strings, stored.Select(c => c.ExternalId));
        Assert.All(stored, c => Assert.Equal([c.ExternalId, c.ExternalId, c.ExternalId, c.ExternalId, c.ExternalId], [c.Prompt, c.ResponseA, c.ResponseB, c.ModelA!, c.ModelB!]));
        var again = await NewProjectAsync();
        var exported = await ExportAsync(project, ExportFormat.PrefLab);
        Assert.Empty((await ImportAsync(again, exported)).Errors);
        Assert.Equal(exported, await ExportAsync(again, ExportFormat.PrefLab));
    }

    private static FileStream Open(string path)
    {
        var file = SharedData.Find(path);
        Assert.SkipUnless(file is not null, $"The reference data are not here: {path}. PREFLAB_SHARED names their folder.");
        return File.OpenRead(file!);
    }
}
