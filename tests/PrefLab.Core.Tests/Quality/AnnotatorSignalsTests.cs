using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Quality;

public sealed class AnnotatorSignalsTests(TestDatabase database) : IClassFixture<TestDatabase>
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
        var ofLeft = await LoadAsync(project, left);
        var ofSecond = await LoadAsync(project, second);
        var ofHonest = await LoadAsync(project, honest);

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

        Assert.Equal(
            [SignalKind.Hurry, SignalKind.Burst], (await LoadAsync(project, clicker)).Signals.Where(it => it.IsNoticed).Select(it => it.Kind).Order());
        Assert.DoesNotContain((await LoadAsync(project, reader)).Signals, it => it.IsNoticed);
    }

    [Fact]
    public async Task LoadAsync_NoAnswers_IsEmpty()
    {
        var project = await TestProject.CreateAsync(database.Database);

        Assert.Empty((await LoadAsync(project, (await project.AddAnnotatorAsync()).Id)).Signals);
    }

    private async Task<AnnotatorId> WorkAsync(TestProject project, Func<string, bool, Preference> answer)
    {
        var annotator = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, annotator).AnswerAsync(answer);
        return annotator.Id;
    }

    private async Task<AnnotatorSignals> LoadAsync(TestProject project, AnnotatorId annotator) =>
        (await new AnnotatorWorkQuery(database.Database).LoadAsync(project.Id, annotator, Ct))!.Signals;
}
