using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class BatchSummaryQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task FinishedAsync_BatchAfterBatch_CountsItsOwnAndComparesWithEarlier()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 2, goldFraction: 0);
        await project.AddComparisonsAsync(10);
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        var query = new BatchSummaryQuery(database.Database);
        Task<BatchSummary?> FinishedAsync() => query.FinishedAsync(project.Id, annotator.PersonId, TestContext.Current.CancellationToken);

        Assert.Null(await FinishedAsync());
        await AnswerAsync(person);
        Assert.Null(await FinishedAsync());
        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        var first = await FinishedAsync();
        await AnswerAsync(person);
        Assert.Null(await FinishedAsync());
        await AnswerAsync(person);
        var second = await FinishedAsync();

        Assert.Equal((1, 1), (first!.Answered, first.Skipped));
        Assert.NotNull(first.SecondsEach);
        Assert.Null(first.EarlierSecondsEach);
        Assert.Equal((2, 0), (second!.Answered, second.Skipped));
        Assert.Equal(first.SecondsEach, second.EarlierSecondsEach);
    }

    private static async Task AnswerAsync(Annotating person) =>
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
}
