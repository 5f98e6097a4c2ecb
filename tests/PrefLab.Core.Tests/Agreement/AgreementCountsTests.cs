using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PrefLab.Core.Agreement;
using PrefLab.Testing;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Agreement;

/// <summary>A project is large or small by the number that the caller gives; these have a few comparisons.</summary>
public sealed class AgreementCountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Large = AgreementCounts.Small + 1;

    private readonly TestClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_SmallProject_CountsEveryTime()
    {
        var project = await LabelledAsync();
        var counts = Counts();
        Assert.Equal(3, (await counts.LoadAsync(project.Id, AgreementCounts.Small, Ct)).Histogram.Labels);

        await LabelAsync(project);

        Assert.Equal(6, (await counts.LoadAsync(project.Id, AgreementCounts.Small, Ct)).Histogram.Labels);
    }

    [Fact]
    public async Task Load_LargeProject_KeepsACountAndThenRenewsIt()
    {
        var project = await LabelledAsync();
        var counts = Counts();
        var first = await CountedAsync(counts, project, than: null);
        Assert.Equal(clock.GetUtcNow(), first.CountedAt);

        await LabelAsync(project);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => counts.LoadAsync(project.Id, Large, Ct)));
        Assert.All(kept, count => Assert.Same(first, count));

        clock.Advance(TimeSpan.FromMinutes(10));
        var renewed = await CountedAsync(counts, project, than: first);
        Assert.Equal(6, renewed.Histogram.Labels);
    }

    [Fact]
    public async Task Load_LargeProjectThatCannotBeCountedNow_ShowsWhatThereIs()
    {
        var project = await LabelledAsync();
        var counts = Counts();
        await using var owner = new NpgsqlConnection(database.ConnectionString);
        await owner.OpenAsync(Ct);
        AgreementCount pending;
        await using (var blocking = await owner.BeginTransactionAsync(Ct))
        {
            await using var command = new NpgsqlCommand("LOCK TABLE comparisons IN ACCESS EXCLUSIVE MODE", owner);
            await command.ExecuteNonQueryAsync(Ct);
            pending = await counts.LoadAsync(project.Id, Large, Ct);
        }

        Assert.Null(pending.CountedAt);
        Assert.Empty(pending.Disputed);
        Assert.All(pending.Coefficients, row => Assert.Contains("being counted", row.Interval.Estimate.Reason, StringComparison.Ordinal));
        Assert.Equal(3, (await CountedAsync(counts, project, than: null)).Histogram.Labels);
    }

    /// <summary>Asks until there is another count; each time waits a while for it.</summary>
    private static async Task<AgreementCount> CountedAsync(AgreementCounts counts, TestProject project, AgreementCount? than)
    {
        while (true)
        {
            var count = await counts.LoadAsync(project.Id, Large, Ct);
            if (count.CountedAt is not null && count != than)
            {
                return count;
            }
        }
    }

    private AgreementCounts Counts() =>
        new(database.Database, clock, NullLogger<AgreementCounts>.Instance);

    private async Task<TestProject> LabelledAsync()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        await LabelAsync(project);
        return project;
    }

    /// <summary>One more person labels every comparison.</summary>
    private async Task LabelAsync(TestProject project) =>
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
}
