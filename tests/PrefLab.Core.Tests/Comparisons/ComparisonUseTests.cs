using System.IO.Pipelines;
using System.Text;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Exchange;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Comparisons;

/// <summary>What is used for training or qualification is no gold, no work and in no count.</summary>
public sealed class ComparisonUseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string File =
        """
        {"id":"t","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"A>","explanation":"why","use":"training"},"overlap":3}
        {"id":"q","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"B>>","use":"qualification"},"overlap":3}
        {"id":"g","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"B>"},"overlap":3}
        {"id":"c","prompt":"p","response_a":"a","response_b":"b","overlap":2}

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ComparisonEdit Edit => new(database.Database, new OrderRewind(database.Database), TimeProvider.System);

    [Fact]
    public async Task Import_KnownAnswersWithUses_CountsGoldsAndLabelsOnly()
    {
        var project = await TestProject.CreateAsync(database.Database);

        var report = await ImportAsync(project, File);

        Assert.Equal((ImportState.Done, 4, 1, 2L), (report.State, report.Added, report.AddedGolds, report.LabelsNeeded));
        Assert.Equal(2L, await project.ScalarAsync<long>("SELECT labels_needed FROM projects WHERE id = $1", project.Id.Value));
        Assert.Equal("1:c 2:g 3:t 4:q", await project.ScalarAsync<string>(
            "SELECT string_agg(use || ':' || external_id, ' ' ORDER BY use) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal("g", await project.ScalarAsync<string>(
            "SELECT string_agg(external_id, ' ') FROM audit.comparison WHERE project_id = $1 AND is_gold", project.Id.Value));
    }

    [Fact]
    public async Task Export_OfAnImportWithUses_GivesTheSameBytes()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await ImportAsync(project, File);
        using var bytes = new MemoryStream();

        await new ExportService(database.Database).ExportAsync(project.Id, ExportFormat.PrefLab, PipeWriter.Create(bytes), Ct);

        Assert.Equal(File, Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("3")]
    public async Task Import_UnknownUse_IsRefusedByLineAndField(string use)
    {
        var project = await TestProject.CreateAsync(database.Database);

        var report = await ImportAsync(project, $$"""{"id":"t","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"A>","use":{{use}} } }""");

        Assert.Equal((1, "gold"), (report.Errors.Single().Line, report.Errors.Single().Field));
    }

    [Fact]
    public async Task NextAsync_OnlyOnboardingComparisonsLeft_HasNoWorkAndNoGold()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .5, batchSize: 2);
        await project.AddComparisonsAsync(1);
        await project.AddGoldsAsync(6);
        await project.ExecuteAsync("UPDATE comparisons SET use = 3 + id % 2 WHERE project_id = $1 AND use = 2", project.Id.Value);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());

        var prompts = await person.DrainAsync();

        Assert.Equal(["prompt 0"], prompts);
        Assert.Equal(0, await project.ScalarAsync<int>("SELECT golds_answered FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task AssignAsync_ByNameForOnboarding_IsRefused()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(1);
        await project.ExecuteAsync("UPDATE comparisons SET use = 4 WHERE project_id = $1", project.Id.Value);
        var annotator = await project.AddAnnotatorAsync();

        var result = await new NamedAssignmentService(database.Database, new CryptoRandom()).AssignAsync(project.Id, ["c-0"], annotator.Id, 1, Ct);

        Assert.Equal(NamedRefusalReason.ForOnboarding, Assert.IsType<NamedAssignmentResult.Refused>(result).Refusals.Single().Reason);
    }

    [Fact]
    public async Task SetGoldAsync_ForTrainingAndBack_MovesTheTotals()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(1, overlap: 5);
        await project.ExecuteAsync("UPDATE projects SET labels_needed = 5 WHERE id = $1", project.Id.Value);
        var id = new ComparisonId(await project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", project.Id.Value));

        await SetAsync(project, id, ComparisonUse.Training);
        var training = await TotalsAsync(project);
        await SetAsync(project, id, ComparisonUse.Gold);
        var gold = await TotalsAsync(project);
        Assert.IsType<ComparisonEditResult.Done>(await Edit.RemoveGoldAsync(project.Id, id, 1, Ct));

        Assert.Equal(("0/0", "1/0", "0/5"), (training, gold, await TotalsAsync(project)));
    }

    [Fact]
    public async Task SetGoldAsync_ForTrainingAfterItWasGiven_IsRefused()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        var served = await person.NextAsync();
        await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 1));
        var id = new ComparisonId(await project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", project.Id.Value));

        var result = await Edit.SetGoldAsync(project.Id, id, Preference.ABetter, null, 1, Ct, ComparisonUse.Qualification);

        Assert.Equal("use", Assert.IsType<ComparisonEditResult.Invalid>(result).Field);
        Assert.Equal((short)1, await project.ScalarAsync<short>("SELECT use FROM comparisons WHERE project_id = $1", project.Id.Value));
    }

    private async Task SetAsync(TestProject project, ComparisonId id, ComparisonUse use) =>
        Assert.IsType<ComparisonEditResult.Done>(await Edit.SetGoldAsync(project.Id, id, Preference.ABetter, "why", 1, Ct, use));

    private static Task<string> TotalsAsync(TestProject project) =>
        project.ScalarAsync<string>("SELECT gold_count || '/' || labels_needed FROM projects WHERE id = $1", project.Id.Value);

    private async Task<ImportReport> ImportAsync(TestProject project, string text)
    {
        await using var host = new CoreHost(database);
        var result = await host.InScopeAsync((ImportService imports) => imports.ImportAsync(
            new ImportRequest(project.Id, 1, "file.jsonl"), new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct));
        return Assert.IsType<ImportResult.Read>(result).Report;
    }
}
