using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

[Collection(nameof(OwningProgram))]
public sealed class PostgresSearchTests : IDisposable
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory(TestServer.FolderPrefix).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Find_NothingAnywhere_ListsWhatWasTried()
    {
        FakeProgram.WritePostgres(In("installed", "14", "bin"), "14.9");

        var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Search().FindAsync(ct));

        Assert.Contains($"{In("installed", "14", "bin")}: version 14, 15 or newer is needed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PATH: no postgres in it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("there is no npm to fetch it with", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresSearch.Variable, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__PrefLab", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NamedFolderWithoutPrograms_TriesNothingElse()
    {
        FakeProgram.WritePostgres(In("installed", "17", "bin"), "17.2");

        var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(() => (Search() with { Named = In("nowhere") }).FindAsync(ct));

        Assert.Contains($"{In("nowhere")}: no initdb and postgres there", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("installed", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 17)]
    [InlineData(16, 16)]
    [InlineData(15, 17)]
    public async Task Find_SeveralInstalled_TakesTheOneOfTheDataElseTheNewest(int? written, int expected)
    {
        FakeProgram.WritePostgres(In("installed", "16", "bin"), "16.4");
        FakeProgram.WritePostgres(In("installed", "17", "bin"), "17.2");

        var found = await (Search() with { PreferredMajor = written }).FindAsync(ct);

        Assert.Equal(expected, found.Major);
    }

    [Theory]
    [InlineData(null, 15)]
    [InlineData(15, 15)]
    [InlineData(18, 18)]
    public async Task Find_DataOfThePackageAndAnotherInstalled_TakesThePackage(int? written, int expected)
    {
        FakeProgram.WritePostgres(In("installed", "15", "bin"), "15.13");
        FakeNpm();

        var found = await (Search() with { PreferredMajor = written, Path = $"{In("tools")}:/usr/bin:/bin", InstalledUnder = In("installed") }).FindAsync(ct);

        Assert.Equal(expected, found.Major);
    }

    [Fact]
    public async Task Find_NothingInstalled_FetchesThePackageOnce()
    {
        FakeNpm();
        var search = Search() with { Path = In("tools") };

        var fetched = await search.FindAsync(ct);
        File.Delete(In("tools", "npm"));
        var again = await search.FindAsync(ct);

        Assert.Equal("18.4", fetched.Version);
        Assert.Equal(fetched, again);
        Assert.Single(Directory.GetDirectories(In("downloads")));
    }

    [Theory]
    [InlineData("package")]
    [InlineData("package/native")]
    [InlineData("package/native/bin")]
    public async Task Find_PackageNamedWithoutItsLinks_MakesThem(string named)
    {
        FakeProgram.WritePostgres(In("package", "native", "bin"), "18.4");
        Directory.CreateDirectory(In("package", "native", "lib"));
        await File.WriteAllTextAsync(In("package", "native", "lib", "liball.so.1.2"), "library", ct);
        await File.WriteAllTextAsync(In("package", "native", "pg-symlinks.json"), """[{"source":"native/lib/liball.so.1.2","target":"native/lib/liball.so.1"}]""", ct);

        var found = await (Search() with { Named = In(named) }).FindAsync(ct);

        Assert.Equal(In("package", "native", "bin"), found.Folder);
        Assert.Equal("library", await File.ReadAllTextAsync(In("package", "native", "lib", "liball.so.1"), ct));
    }

    private PostgresSearch Search() => new() { Named = null, InstalledUnder = In("installed"), Path = In("empty"), DownloadFolder = In("downloads") };

    private string In(params string[] names) => Path.Combine([folder, .. names]);

    /// <summary>An npm that knows one package: install --prefix FOLDER … NAME@VERSION.</summary>
    private void FakeNpm()
    {
        FakeProgram.WritePostgres(In("registry"), "18.4");
        FakeProgram.Write(
            In("tools", "npm"),
            $"""
            PATH=/usr/bin:/bin
            for package; do :; done
            bin="$3/node_modules/$(echo "$package" | sed 's/@[^@]*$//')/native/bin"
            mkdir -p "$bin" && cp '{In("registry")}'/* "$bin"
            """);
    }
}
