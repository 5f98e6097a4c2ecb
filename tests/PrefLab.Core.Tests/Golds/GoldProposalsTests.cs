using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Golds;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Golds;

public sealed class GoldProposalsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_ReliableOnesAgree_ProposesItAndMakesIt()
    {
        var (project, people, proposals) = await SceneAsync();
        foreach (var person in people)
        {
            await AnswerAsync(person, isA: prompt => prompt != "prompt 1" || person != people[0]);
        }

        // Whose golds say nothing yet is no reliable one.
        Assert.Empty((await proposals.LoadAsync(project.Id, null, Ct)).Proposals);
        await project.ExecuteAsync("UPDATE annotators SET golds_answered = 2, golds_correct = 2 WHERE project_id = $1", project.Id.Value);
        Assert.Empty((await proposals.LoadAsync(project.Id, null, Ct)).Proposals);
        await project.ExecuteAsync("UPDATE annotators SET answered = 5, golds_answered = 5, golds_correct = 4 WHERE project_id = $1", project.Id.Value);

        var page = await proposals.LoadAsync(project.Id, null, Ct);
        Assert.Null(page.Next);
        Assert.Equal(["c-0", "c-2"], page.Proposals.Select(it => it.ExternalId));
        Assert.All(page.Proposals, it => Assert.Equal((3, Preference.ABetter), (it.Reliable, it.Expected)));

        // The third one differed; one is asked for twice.
        var all = await project.ScalarAsync<long[]>("SELECT array_agg(id ORDER BY id) FROM comparisons WHERE project_id = $1", project.Id.Value);
        var made = await proposals.MakeAsync(project.Id, [.. all.Append(all[0]).Select(id => new ComparisonId(id))], 1, Ct);
        Assert.Equal((2, 1), (made.Made, made.Refused.Count));
        Assert.Equal("2 3", await project.ScalarAsync<string>("SELECT concat_ws(' ', gold_count, labels_needed + 9) FROM projects WHERE id = $1", project.Id.Value));
        Assert.Equal(9, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_current AND NOT is_gold", project.Id.Value));
        Assert.Empty((await proposals.LoadAsync(project.Id, null, Ct)).Proposals);
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Theory]
    [InlineData("UPDATE annotators SET standing = 3 WHERE project_id = $1")]
    [InlineData("UPDATE comparisons SET flags = 1 WHERE project_id = $1")]
    [InlineData("UPDATE annotators SET golds_correct = 3 WHERE project_id = $1")]
    public async Task LoadAsync_SomethingSpeaksAgainstIt_ProposesNothing(string change)
    {
        var (project, people, proposals) = await SceneAsync();
        foreach (var person in people)
        {
            await AnswerAsync(person, isA: _ => true);
        }

        await project.ExecuteAsync("UPDATE annotators SET answered = 5, golds_answered = 5, golds_correct = 5 WHERE project_id = $1", project.Id.Value);
        Assert.Equal(3, (await proposals.LoadAsync(project.Id, null, Ct)).Proposals.Count);

        await project.ExecuteAsync(change, project.Id.Value);
        Assert.Empty((await proposals.LoadAsync(project.Id, null, Ct)).Proposals);
    }

    private static async Task AnswerAsync(Annotating person, Func<string, bool> isA)
    {
        while (await person.AskAsync() is NextResult.Work work)
        {
            var served = work.Assignments[0];
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith('a') == isA(served.Prompt) ? 2 : 4));
        }
    }

    private async Task<(TestProject Project, Annotating[] People, GoldProposals Proposals)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var people = new Annotating[3];
        for (var i = 0; i < people.Length; i++)
        {
            people[i] = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        }

        var edit = new ComparisonEdit(database.Database, new OrderRewind(database.Database), TimeProvider.System);
        return (project, people, new GoldProposals(database.Database, edit));
    }
}
