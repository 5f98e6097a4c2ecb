using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrefLab.Core.Annotators;
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
        Assert.Equal((ProjectState.Open, true, 1, 209, 40, 960L), (
            project.State, project.IsDemonstration, project.GuidelineVersion, project.ComparisonCount, project.GoldCount, project.LabelsNeeded));
        Assert.Equal(7, await db.Users.CountAsync(person => person.IsDemonstration, ct));
        Assert.Equal(3, await db.Annotators.CountAsync(ct));
        Assert.Equal(6, await db.Memberships.CountAsync(ct));
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
        Assert.Equal((1, 209, 7, 1), (
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

        Assert.Equal(7, page.QuerySelectorAll(".demonstration-people form").Length);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Newcomer_GoesThroughTheOnboarding_ToWork()
    {
        await using var factory = await StartAsync();
        await using var db = database.Open();
        var newcomer = await db.Users.SingleAsync(person => person.DisplayName == "Nora Lind", ct);
        var project = (await db.Projects.SingleAsync(ct)).Id;
        var path = $"/p/{project}/onboarding";
        using var client = factory.NewClient();
        using var signedIn = await client.PostFormAsync("/sign-in", [], $".demonstration-people form:has(input[value='{newcomer.Id}'])");

        using var consent = await client.PostFormAsync(path, WebPeople.Fields(("agree", "true")), "form[action*=Consent]");
        using var guidelines = await client.PostFormAsync(path, [], "form[action*=Guidelines]");
        using var training = await client.PostFormAsync(path, [], "form[action*=Training]");
        var lessons = await AnswerRightAsync(client, path);
        using var qualification = await client.PostFormAsync(path, [], "form[action*=Qualification]");
        var questions = await AnswerRightAsync(client, path);

        Assert.Equal((5, 4), (lessons, questions));
        Assert.Equal(Standing.Active, await db.Annotators.Where(it => it.PersonId == newcomer.Id).Select(it => it.Standing).SingleAsync(ct));
        Assert.Contains($"/p/{project}/me", (await client.GetHtmlAsync($"/p/{project}/annotate")).QuerySelector(".work-bar")!.InnerHtml, StringComparison.Ordinal);
        Assert.NotNull((await client.GetHtmlAsync("/projects")).QuerySelector($"main a[href='/p/{project}/me']"));
    }

    /// <returns>How many there were.</returns>
    private async Task<int> AnswerRightAsync(HttpClient client, string path)
    {
        await using var db = database.Open();
        for (var answered = 0; ; answered++)
        {
            if ((await client.GetHtmlAsync(path)).QuerySelector("#question [name=token]") is not { } token)
            {
                return answered;
            }

            var asked = Guid.Parse(token.GetAttribute("value")!);
            var row = await db.OnboardingAnswers.Where(it => it.Token == asked)
                .Join(db.Comparisons, it => it.ComparisonId, it => it.Id, (it, comparison) => new { it.LeftIsA, comparison.GoldPreference }).SingleAsync(ct);
            var level = (int)row.GoldPreference!.Value;
            using var stored = await client.PostFormAsync(path, WebPeople.Fields(("answer", $"{(row.LeftIsA ? level + 1 : 5 - level)}")), "#question");
            Assert.Equal(HttpStatusCode.Redirect, stored.StatusCode);
        }
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
