using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Demonstration;

namespace PrefLab.Web.Tests.Demonstration;

public sealed class DemonstrationSeedTests : IAsyncLifetime
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly TestDatabase database = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("preflab-test-");

    private string KeyFile => Path.Combine(folder.FullName, DemonstrationSeed.KeyFileName);

    public async ValueTask InitializeAsync() => await database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_EmptyInstallation_MakesTheDemonstration()
    {
        await using var factory = await StartAsync();

        await using var db = database.Open();
        var project = await db.Projects.SingleAsync(ct);
        Assert.Equal((ProjectState.Open, true, 1, 200, 40, 960L), (
            project.State, project.IsDemonstration, project.GuidelineVersion, project.ComparisonCount, project.GoldCount, project.LabelsNeeded));
        Assert.Equal(6, await db.Users.CountAsync(person => person.IsDemonstration, ct));
        Assert.Equal(2, await db.Annotators.CountAsync(ct));
        Assert.Equal(5, await db.Memberships.CountAsync(ct));
    }

    [Fact]
    public async Task Start_EmptyInstallation_WritesAKeyThatOnlyItsOwnerReads()
    {
        await using var factory = await StartAsync();

        var lines = await File.ReadAllLinesAsync(KeyFile, ct);
        using var client = factory.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", lines[0]);
        using var response = await client.GetAsync(new Uri($"/api/v1/projects/{lines[1]}/imports", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public async Task Start_Again_AddsNothing()
    {
        await using (await StartAsync())
        {
        }

        var key = await File.ReadAllTextAsync(KeyFile, ct);
        await using var factory = await StartAsync();

        await using var db = database.Open();
        Assert.Equal((1, 200, 6, 1), (
            await db.Projects.CountAsync(ct), await db.Comparisons.CountAsync(ct), await db.Users.CountAsync(ct), await db.ApiKeys.CountAsync(ct)));
        Assert.Equal(key, await File.ReadAllTextAsync(KeyFile, ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_ProjectsOfTheirOwn_AddsNothing(bool simulated)
    {
        await TestProject.CreateAsync(database.Database, isDemonstration: simulated);

        await using var factory = await StartAsync();

        await using var db = database.Open();
        Assert.Equal(0, await db.Users.CountAsync(ct));
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task SignIn_OneClick_WorksInTheDemonstration()
    {
        await using var factory = await StartAsync();
        using var client = factory.NewClient();
        var page = await client.GetHtmlAsync("/sign-in");

        using var response = await client.PostFormAsync("/sign-in", [], ".demonstration-people form");

        Assert.Equal(6, page.QuerySelectorAll(".demonstration-people form").Length);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private async Task<PrefLabFactory> StartAsync()
    {
        var factory = new PrefLabFactory(database.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Logging:LogLevel:Default"] = "Warning",
            ["Demonstration:Enabled"] = "true",
            ["PREFLAB_DATA"] = folder.FullName,
        });
        await factory.WhenReadyAsync();
        await factory.Services.GetServices<IHostedService>().OfType<DemonstrationSeed>().Single().ExecuteTask!;
        return factory;
    }
}
