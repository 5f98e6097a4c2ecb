using System.IO.Compression;
using System.Text;
using PrefLab.Core.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>B031: files that are packed, honestly or not.</summary>
[Collection(Measured.Name)]
public sealed class PackedInputTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    private const long BombSize = 400L << 20;

    [Theory]
    [InlineData("", "\n")]
    [InlineData(Good + "\n{\"prompt\":\"", "x")]
    public async Task B031_BombOf400Megabytes_IsStoppedInBoundedMemory(string first, string unit)
    {
        var bomb = Bomb(first, unit);
        await RefusedAsync(Pack(Row("a") + "\n{"));
        var before = Environment.WorkingSet;
        long peak = 0;
        using var timer = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 5);

        var errors = await RefusedAsync(bomb);

        Assert.InRange(bomb.Length, 1, 1_000_000);
        Assert.Contains("unpacks to more", errors[^1].Reason, StringComparison.Ordinal);
        Assert.InRange(peak - before, long.MinValue, 50L << 20);
    }

    [Fact]
    public async Task B031_GzipBeyondItsQuota_IsStopped()
    {
        var errors = await RefusedAsync(new MemoryStream(Pack(Rows(2_000))), new ImportLimits(UnpackedBytes: 50_000));

        Assert.Contains("unpacks to more", Assert.Single(errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B031_GzipInGzip_IsRefusedByName()
    {
        var twice = Pack(Pack(Rows(2_000)));

        Assert.Contains("inside a gzip", Assert.Single(await RefusedAsync(twice)).Reason, StringComparison.Ordinal);
        Assert.Contains("inside a gzip", Assert.Single(await RefusedAsync(Pack(twice))).Reason, StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Assert.Single(await RefusedAsync(Bomb("", "\0"))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B031_Zip_IsRefusedUnopened()
    {
        var many = Zip([.. Enumerable.Range(0, 10_000).Select(n => ($"{n}.jsonl", Encoding.UTF8.GetBytes(Good)))]);
        var nested = Zip([("inner.zip", Zip([("innermost.zip", many)]))]);

        foreach (var file in new[] { many, nested, Zip([]), Pack(many) })
        {
            Assert.Contains("zip archive", Assert.Single(await RefusedAsync(file)).Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>As an upload or download that broke off: after each of these places what was unpacked ends with a whole row.</summary>
    [Fact]
    public async Task B031_GzipCutShortBetweenRows_IsRefused()
    {
        using var packed = new MemoryStream();
        var ends = new List<int>();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var n = 0; n < 8; n++)
            {
                gzip.Write(Encoding.UTF8.GetBytes(Row($"r{n}") + "\n"));
                gzip.Flush();
                ends.Add((int)packed.Length);
            }
        }

        var whole = packed.ToArray();
        foreach (var end in ends.Concat([whole.Length - 8, whole.Length - 1]))
        {
            Assert.Contains("cut short", Assert.Single(await RefusedAsync(whole[..end])).Reason, StringComparison.Ordinal);
        }

        Assert.Equal(8, (await ImportAsync(await NewProjectAsync(), new MemoryStream(whole))).Added);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(20_000)]
    public async Task B031_SomethingBehindTheGzip_IsRefused(int length)
    {
        var packed = Pack(string.Join('\n', Enumerable.Range(0, 400).Select(n => Row($"{n}-{Guid.NewGuid()}-{Guid.NewGuid()}"))));
        var more = Encoding.UTF8.GetBytes(Rows(400))[..length];

        Assert.Contains("follows the end", Assert.Single(await RefusedAsync([.. packed, .. more])).Reason, StringComparison.Ordinal);
        Assert.Contains("follows the end", Assert.Single(await RefusedAsync([.. packed, .. new byte[length]])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B031_GzipOfSeveralMembers_IsUnpackedWhole()
    {
        byte[] members = [.. Pack(Rows(300)), .. Pack("\n" + Row("last"))];

        Assert.Equal(301, (await ImportAsync(await NewProjectAsync(), new MemoryStream(members))).Added);
    }

    [Fact]
    public async Task B031_DamagedGzip_IsRefused()
    {
        var packed = Pack(Rows(2_000));
        packed[packed.Length / 2] ^= 0x55;
        var wrongSum = Pack(Rows(2));
        wrongSum[^6] ^= 1;

        Assert.NotEmpty(await RefusedAsync(packed));
        Assert.Contains("damaged", Assert.Single(await RefusedAsync(wrongSum)).Reason, StringComparison.Ordinal);
    }

    private static string Rows(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => Row($"row-{n}")));

    private static byte[] Pack(string text) => Pack(Encoding.UTF8.GetBytes(text));

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Bomb(string first, string unit)
    {
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, 1 << 20)));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(first));
            for (long written = 0; written < BombSize; written += chunk.Length)
            {
                gzip.Write(chunk);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Zip(IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }
}
