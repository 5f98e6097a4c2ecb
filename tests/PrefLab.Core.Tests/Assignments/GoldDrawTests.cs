using PrefLab.Core.Assignments;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class GoldDrawTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Golds = 40;
    private const int People = 60;
    private const int Held = 12;

    [Fact]
    public async Task NextAsync_ManyPeople_ExposeGoldsMoreEvenlyThanDiceWould()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: Held, goldFraction: .5);
        await project.AddComparisonsAsync(Held * 2, overlap: People);
        await project.AddGoldsAsync(Golds);
        var random = new Random(20);
        double[] keys = [.. Enumerable.Range(0, Golds).Select(_ => random.NextDouble()).Order()];
        await project.ExecuteAsync(
            "UPDATE comparisons c SET gold_key = ($2::double precision[])[1 + (c.id - (SELECT min(id) FROM comparisons WHERE project_id = $1 AND use = 2))::int] WHERE project_id = $1 AND use = 2",
            project.Id.Value,
            keys.OrderBy(_ => random.Next()).ToArray());

        var service = new AssignmentService(database.Database, random);
        for (var n = 0; n < People; n++)
        {
            var person = await project.AddAnnotatorAsync();
            Assert.IsType<NextResult.Work>(await service.NextAsync(project.Id, person.PersonId, Held, TestContext.Current.CancellationToken));
        }

        var drawn = await project.ScalarAsync<long[]>(
            "SELECT array_agg(exposures::bigint ORDER BY gold_key) FROM comparisons WHERE project_id = $1 AND use = 2", project.Id.Value);
        var single = new long[Golds];
        for (var n = 0; n < drawn.Sum(); n++)
        {
            var place = random.NextDouble();
            single[Math.Max(Array.FindIndex(keys, key => key >= place), 0)]++;
        }

        Assert.Equal(People * Held / 2, drawn.Sum());
        TestContext.Current.TestOutputHelper?.WriteLine($"spread: {Spread(drawn):0.0}, of a single draw {Spread(single):0.0}, of dice {Math.Sqrt(drawn.Average()):0.0}");
        Assert.InRange(Spread(drawn), 0, Spread(single) / 3);
        Assert.InRange(Spread(drawn), 0, Math.Sqrt(drawn.Average()));
    }

    private static double Spread(long[] exposures) => Math.Sqrt(exposures.Average(it => Math.Pow(it - exposures.Average(), 2)));
}
