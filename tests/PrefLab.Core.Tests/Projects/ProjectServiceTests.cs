using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Projects;

public sealed class ProjectServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Actor Administrator = new(1, true, null);
    private static readonly ProjectSettings Settings = new() { Name = "Code help", LabelRate = .25m, Currency = "eur" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_Administrator_StoresSettingsAndEvent()
    {
        var saved = await CreateAsync();

        await using var db = database.Open();
        var project = await db.Projects.SingleAsync(project => project.Id == saved.Id, Ct);
        Assert.Equal("EUR", project.Currency);
        Assert.Equal(Settings.Dimensions, project.Dimensions);
        Assert.True(await db.AuditEvents.AnyAsync(happened => happened.ProjectId == saved.Id && happened.Kind == "project.created", Ct));
    }

    [Fact]
    public async Task CreateAsync_AnybodyElse_IsForbidden()
    {
        await using var db = database.Open();

        Assert.IsType<ProjectResult.Forbidden>(await new ProjectService(db, TimeProvider.System).CreateAsync(new Actor(1, false, null), Settings, Ct));
    }

    [Fact]
    public async Task CreateAsync_Invalid_StoresNothing()
    {
        await using var db = database.Open();

        var invalid = Assert.IsType<ProjectResult.Invalid>(
            await new ProjectService(db, TimeProvider.System).CreateAsync(Administrator, Settings with { Name = "not stored", Overlap = 0 }, Ct));

        Assert.Equal("overlap", Assert.Single(invalid.Errors).Field);
        Assert.False(await db.Projects.AnyAsync(project => project.Name == "not stored", Ct));
    }

    [Fact]
    public async Task EditAsync_SomebodyElseWasFirst_ChangesNothingAndSaysWhatTheyChanged()
    {
        var saved = await CreateAsync();
        Assert.IsType<ProjectResult.Saved>(await EditAsync(saved.Id, 1, Settings with { Overlap = 5 }));

        var stale = Assert.IsType<ProjectResult.Stale>(await EditAsync(saved.Id, 1, Settings with { BatchSize = 20 }));

        Assert.Equal(2, stale.Version);
        Assert.Equal(new SettingChange("overlap", "3", "5"), Assert.Single(stale.Theirs));
        Assert.Equal((5, 50), (stale.Current.Overlap, stale.Current.BatchSize));
    }

    [Fact]
    public async Task EditAsync_TwoAtOnce_OneIsStale()
    {
        var saved = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(4, 8).Select(overlap => EditAsync(saved.Id, 1, Settings with { Overlap = overlap })));

        Assert.Single(results.OfType<ProjectResult.Saved>());
        Assert.Equal(7, results.OfType<ProjectResult.Stale>().Count());
    }

    [Fact]
    public async Task EditAsync_NotVisible_IsMissing()
    {
        var saved = await CreateAsync();
        await using var db = database.Open();

        Assert.IsType<ProjectResult.Missing>(
            await new ProjectService(db, TimeProvider.System).EditAsync(new Actor(999, false, null), saved.Id, 1, Settings, Ct));
    }

    [Fact]
    public async Task ChangeStateAsync_AsTheEntityAllows_MovesOrRefuses()
    {
        var saved = await CreateAsync();

        Assert.IsType<ProjectResult.StateRefused>(await StateAsync(saved.Id, ProjectState.Paused));
        Assert.Equal(2, Assert.IsType<ProjectResult.Saved>(await StateAsync(saved.Id, ProjectState.Open)).Version);
        Assert.IsType<ProjectResult.Saved>(await StateAsync(saved.Id, ProjectState.Paused));
    }

    [Fact]
    public async Task CloneAsync_WithGuidelines_TakesSettingsAndNewestGuidelinesOnly()
    {
        var saved = await CreateAsync();
        await using var db = database.Open();
        var guidelines = new GuidelineService(db, TimeProvider.System);
        Assert.IsType<PublishResult.Published>(await guidelines.PublishAsync(Administrator, saved.Id, 0, "# One", null, Ct));
        Assert.IsType<PublishResult.Published>(await guidelines.PublishAsync(Administrator, saved.Id, 1, "# Two", "Shorter", Ct));

        var clone = Assert.IsType<ProjectResult.Saved>(
            await new ProjectService(db, TimeProvider.System).CloneAsync(Administrator, saved.Id, "Round 3", Ct));

        var project = await db.Projects.AsNoTracking().SingleAsync(project => project.Id == clone.Id, Ct);
        Assert.Equal(("Round 3", ProjectState.Draft, .25m, 1), (project.Name, project.State, project.LabelRate, project.GuidelineVersion));
        Assert.Equal("# Two", (await db.Guidelines.SingleAsync(guideline => guideline.ProjectId == clone.Id, Ct)).Markdown);
    }

    [Fact]
    public async Task PublishAsync_SomebodyPublishedMeanwhile_StoresNothing()
    {
        var saved = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
        {
            await using var db = database.Open();
            return await new GuidelineService(db, TimeProvider.System).PublishAsync(Administrator, saved.Id, 0, $"text {n}", null, Ct);
        }));

        Assert.Single(results.OfType<PublishResult.Published>());
        Assert.All(results.OfType<PublishResult.Stale>(), stale => Assert.Equal(1, stale.Version));
        Assert.Equal(5, results.OfType<PublishResult.Stale>().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0")]
    public async Task PublishAsync_BadText_NamesTheField(string markdown)
    {
        var saved = await CreateAsync();
        await using var db = database.Open();

        var result = await new GuidelineService(db, TimeProvider.System).PublishAsync(Administrator, saved.Id, 0, markdown, null, Ct);

        Assert.Equal("markdown", Assert.Single(Assert.IsType<PublishResult.Invalid>(result).Errors).Field);
    }

    private async Task<ProjectResult.Saved> CreateAsync()
    {
        await using var db = database.Open();
        return Assert.IsType<ProjectResult.Saved>(await new ProjectService(db, TimeProvider.System).CreateAsync(Administrator, Settings, Ct));
    }

    private async Task<ProjectResult> EditAsync(ProjectId id, int version, ProjectSettings settings)
    {
        await using var db = database.Open();
        return await new ProjectService(db, TimeProvider.System).EditAsync(Administrator, id, version, settings, Ct);
    }

    private async Task<ProjectResult> StateAsync(ProjectId id, ProjectState to)
    {
        await using var db = database.Open();
        return await new ProjectService(db, TimeProvider.System).ChangeStateAsync(Administrator, id, to, null, Ct);
    }
}
