using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Quality;

public sealed class AnnotatorSignalsQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_OneAlwaysLeftAndTwoWithTheSameAnswers_AreNoticedAndTheFourthIsNot()
    {
        const int Comparisons = 60;
        var project = await TestProject.CreateAsync(database.Database, overlap: 4, batchSize: Comparisons, goldFraction: 0);
        await project.AddComparisonsAsync(Comparisons, overlap: 4);
        var random = new Random(1);
        var copied = new Dictionary<string, Preference>(StringComparer.Ordinal);
        Preference Any() => (Preference)random.Next(5);
        var left = await WorkAsync(project, (_, leftIsA) => Preference.FromDisplayed(2, leftIsA));
        var first = await WorkAsync(project, (prompt, _) => copied[prompt] = Any());
        var second = await WorkAsync(project, (prompt, _) => random.NextDouble() < .95 ? copied[prompt] : Any());
        var honest = await WorkAsync(project, (_, _) => Any());
        var query = new AnnotatorSignalsQuery(database.Database);

        var ofLeft = await query.LoadAsync(project.Id, left, Ct);
        var ofSecond = await query.LoadAsync(project.Id, second, Ct);
        var ofHonest = await query.LoadAsync(project.Id, honest, Ct);

        var noticed = ofLeft.Signals.Where(it => it.IsNoticed).Select(it => it.Kind).ToList();
        Assert.Equal([SignalKind.Side, SignalKind.StraightLine, SignalKind.Repeat], noticed.Order());
        Assert.Equal(Comparisons, ofLeft.Signals.Single(it => it.Kind == SignalKind.StraightLine).Value);
        Assert.Equal(SignalKind.Twin, Assert.Single(ofSecond.Signals, it => it.IsNoticed).Kind);
        Assert.Equal(first, ofSecond.Twin);
        Assert.DoesNotContain(ofHonest.Signals, it => it.IsNoticed);
        Assert.Equal(Comparisons, ofHonest.Signals.Single(it => it.Kind == SignalKind.Twin).Answers);
    }

    [Fact]
    public async Task LoadAsync_ClicksAmongReaders_AreNoticed()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 2, batchSize: 40, goldFraction: 0);
        await project.AddComparisonsAsync(40, overlap: 2);
        var reader = await WorkAsync(project, (_, _) => Preference.ABetter);
        var clicker = await WorkAsync(project, (_, _) => Preference.ABetter);
        await project.AddComparisonsAsync(40, overlap: 1);
        var other = await WorkAsync(project, (_, _) => Preference.ABetter);
        foreach (var (who, seconds) in new[] { (reader, 40), (clicker, 1), (other, 40) })
        {
            await database.ExecuteAsOwnerAsync($"UPDATE labels SET server_seconds = {seconds} + id % 7 WHERE project_id = {project.Id} AND annotator_id = {who}");
        }

        var query = new AnnotatorSignalsQuery(database.Database);

        Assert.Equal(
            [SignalKind.Hurry, SignalKind.Burst], (await query.LoadAsync(project.Id, clicker, Ct)).Signals.Where(it => it.IsNoticed).Select(it => it.Kind).Order());
        Assert.DoesNotContain((await query.LoadAsync(project.Id, reader, Ct)).Signals, it => it.IsNoticed);
    }

    [Fact]
    public async Task LoadAsync_NoAnswers_IsEmpty()
    {
        var project = await TestProject.CreateAsync(database.Database);

        Assert.Empty((await new AnnotatorSignalsQuery(database.Database).LoadAsync(project.Id, (await project.AddAnnotatorAsync()).Id, Ct)).Signals);
    }

    [Fact]
    public async Task BiasLoadAsync_LongerIsPreferredWhereItIsTwiceAsLong_IsInItsBand()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 1, batchSize: 60, goldFraction: 0);
        await project.AddComparisonsAsync(60, overlap: 1);
        await project.ExecuteAsync("UPDATE comparisons SET response_a = repeat('a', 300), response_b = repeat('b', 100) WHERE project_id = $1 AND id % 2 = 0", project.Id.Value);
        await project.ExecuteAsync("UPDATE comparisons SET response_a = repeat('a', 100), response_b = repeat('b', 105) WHERE project_id = $1 AND id % 2 = 1", project.Id.Value);
        var number = 0;
        await WorkAsync(project, (_, _) => number++ % 5 == 0 ? Preference.Tie : number % 3 == 0 ? Preference.BBetter : Preference.ABetter);

        var bias = await new ProjectBiasQuery(database.Database).LoadAsync(project.Id, Ct);

        var counted = await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND id % 2 = 0 AND n2 = 0", project.Id.Value);
        var forA = await project.ScalarAsync<long>("SELECT sum(n0 + n1) FROM comparisons WHERE project_id = $1 AND id % 2 = 0", project.Id.Value);
        Assert.Equal([1, 1.1, 1.5, 2], bias.Lengths.Select(it => it.From));
        Assert.Equal(counted, bias.Lengths[3].Labels);
        Assert.Equal((double)forA / counted, bias.Lengths[3].Longer.Estimate.Value!.Value, 1e-12);
        Assert.True(bias.Lengths[3].Longer.IsDefined);
        Assert.Equal(48, bias.Lengths[0].Labels + bias.Lengths[3].Labels);
        Assert.False(bias.Left.IsDefined);
    }

    private async Task<AnnotatorId> WorkAsync(TestProject project, Func<string, bool, Preference> answer)
    {
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        for (var held = await person.AskAsync(12); held is NextResult.Work work; held = await person.AskAsync(12))
        {
            foreach (var served in work.Assignments)
            {
                var leftIsA = served.Left.StartsWith('a');
                await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), answer(served.Prompt, leftIsA).ToDisplayed(leftIsA)));
            }
        }

        return annotator.Id;
    }
}
