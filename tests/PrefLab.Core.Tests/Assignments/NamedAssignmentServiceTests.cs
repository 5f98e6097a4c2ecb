using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class NamedAssignmentServiceTests(TestDatabase data) : IClassFixture<TestDatabase>
{
    private const long Lead = 1;

    private readonly NamedAssignmentService service = new(data.Database, new CryptoRandom());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assign_Several_AreServedInTheOrderOfTheRequest()
    {
        var (project, annotator) = await SceneAsync(comparisons: 5);

        var result = await GiveAsync(project, annotator, "c-3", "c-0", "c-4");

        Assert.Equal(3, Assert.IsType<NamedAssignmentResult.Given>(result).Assignments.Distinct().Count());
        var person = new Annotating(data.Database, project, annotator);
        foreach (var expected in (string[])["prompt 3", "prompt 0", "prompt 4"])
        {
            var served = await person.NextAsync();
            Assert.Equal((expected, null), (served.Prompt, served.Position));
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 2));
        }

        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Assign_OneOfThemImpossible_StoresNothingAndNamesEach()
    {
        var (project, annotator) = await SceneAsync(comparisons: 5, overlap: 1);
        var held = Assert.IsType<NamedAssignmentResult.Given>(await GiveAsync(project, annotator, "c-0", "c-1", "c-2"));
        var person = new Annotating(data.Database, project, annotator);
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        await GiveAsync(project, await project.AddAnnotatorAsync(), "c-3");
        var before = await RowsAsync(project);

        var result = await GiveAsync(project, annotator, "c-4", "c-0", "c-1", "c-2", "c-3", "c-4", "c-9", "c\0");

        var refused = Assert.IsType<NamedAssignmentResult.Refused>(result);
        Assert.Equal(
            [
                new(1, NamedRefusalReason.Answered),
                new(2, NamedRefusalReason.Skipped),
                new(3, NamedRefusalReason.InHand, held.Assignments[2]),
                new(4, NamedRefusalReason.NoPlace),
                new(5, NamedRefusalReason.Repeated),
                new(6, NamedRefusalReason.NoSuchComparison),
                new(7, NamedRefusalReason.NoSuchComparison),
            ],
            refused.Refusals);
        Assert.Equal(before, await RowsAsync(project));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Theory]
    [InlineData(Standing.Paused)]
    [InlineData(Standing.Onboarding)]
    public async Task Assign_ToSomebodyWhoGetsNoWork_IsRefused(Standing standing)
    {
        var (project, _) = await SceneAsync(comparisons: 1);
        var stopped = await project.AddAnnotatorAsync(standing);

        Assert.Equal(new NamedAssignmentResult.NotWorking(standing), await GiveAsync(project, stopped, "c-0"));
    }

    [Fact]
    public async Task Assign_ToSomebodyOfAnotherProject_IsRefused()
    {
        var (project, _) = await SceneAsync(comparisons: 1);
        var (_, stranger) = await SceneAsync(comparisons: 1);

        Assert.IsType<NamedAssignmentResult.NoSuchAnnotator>(await GiveAsync(project, stranger, "c-0"));
    }

    [Fact]
    public async Task Assign_ManyAtOnceForTheSamePlaces_NoneIsLostOrMadeUp()
    {
        var (project, _) = await SceneAsync(comparisons: 20, overlap: 2);
        var people = new List<Annotator>();
        for (var i = 0; i < 6; i++)
        {
            people.Add(await project.AddAnnotatorAsync());
        }

        var results = await Task.WhenAll(people.Select((person, i) => GiveAsync(
            project, person, [.. Enumerable.Range(0, 20).Select(n => $"c-{(i % 2 == 0 ? n : 19 - n)}")])));

        Assert.Equal(2, results.OfType<NamedAssignmentResult.Given>().Count());
        Assert.Equal(4, results.OfType<NamedAssignmentResult.Refused>().Count());
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Assign_TheSameManyTimesAtOnce_IsOneAssignmentAndPlace()
    {
        var (project, annotator) = await SceneAsync(comparisons: 1);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => GiveAsync(project, annotator, "c-0")));

        var given = Assert.Single(results.OfType<NamedAssignmentResult.Given>()).Assignments[0];
        Assert.All(results.OfType<NamedAssignmentResult.Refused>(), refused => Assert.Equal(new NamedRefusal(0, NamedRefusalReason.InHand, given), refused.Refusals[0]));
        Assert.Equal(1, await project.ScalarAsync<int>("SELECT taken FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'assignment.named'", project.Id.Value));
    }

    [Fact]
    public async Task Assign_HeldByTheOrdinaryPick_NamesThatAssignment()
    {
        var (project, annotator) = await SceneAsync(comparisons: 1);
        var served = await new Annotating(data.Database, project, annotator).NextAsync();

        var refused = Assert.IsType<NamedAssignmentResult.Refused>(await GiveAsync(project, annotator, "c-0"));

        Assert.Equal(served.Token, refused.Refusals[0].Held?.Token);
    }

    [Fact]
    public async Task Assign_Expired_IsRevivedWithTheSameToken()
    {
        var (project, annotator) = await SceneAsync(comparisons: 1);
        var first = Assert.IsType<NamedAssignmentResult.Given>(await GiveAsync(project, annotator, "c-0"));
        await Leases.ExpireAsync(data, project);

        var again = Assert.IsType<NamedAssignmentResult.Given>(await GiveAsync(project, annotator, "c-0"));

        Assert.Equal(first.Assignments, again.Assignments);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Withdraw_OpenOnes_FreesTheirPlacesAndOnlyTheirs()
    {
        var (project, annotator) = await SceneAsync(comparisons: 3, overlap: 1);
        var other = new Annotating(data.Database, project, await project.AddAnnotatorAsync());
        await other.NextAsync();
        await GiveAsync(project, annotator, "c-1", "c-2");
        var all = await IdsAsync(project);

        Assert.Equal(2, await service.WithdrawAsync(project.Id, all, Lead, Ct));

        Assert.Equal("leased,withdrawn,withdrawn", await project.ScalarAsync<string>(
            "SELECT string_agg(state, ',' ORDER BY comparison_id) FROM audit.assignment WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await service.WithdrawAsync(project.Id, all, Lead, Ct));
    }

    [Fact]
    public async Task Assign_AfterWithdrawing_GivesItAgain()
    {
        var (project, annotator) = await SceneAsync(comparisons: 1, overlap: 1);
        await GiveAsync(project, annotator, "c-0");
        await service.WithdrawAsync(project.Id, await IdsAsync(project), Lead, Ct);

        Assert.IsType<NamedAssignmentResult.Given>(await GiveAsync(project, annotator, "c-0"));

        var person = new Annotating(data.Database, project, annotator);
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Renew_NamedAssignment_KeepsItsLongerLease()
    {
        var (project, annotator) = await SceneAsync(comparisons: 1);
        await GiveAsync(project, annotator, "c-0");
        var person = new Annotating(data.Database, project, annotator);
        var served = await person.NextAsync();

        Assert.Equal(served.ExpiresAt, await person.RenewAsync(served.Token));
    }

    private Task<NamedAssignmentResult> GiveAsync(TestProject project, Annotator annotator, params string[] ids) =>
        service.AssignAsync(project.Id, ids, annotator.Id, Lead, Ct);

    private async Task<(TestProject Project, Annotator Annotator)> SceneAsync(int comparisons, int overlap = 3)
    {
        var project = await TestProject.CreateAsync(data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(comparisons, overlap);
        return (project, await project.AddAnnotatorAsync());
    }

    private static Task<string> RowsAsync(TestProject project) => project.ScalarAsync<string>(
        """
        SELECT (SELECT string_agg(s::text, ' ' ORDER BY s.id) FROM assignments s WHERE s.project_id = $1)
            || (SELECT string_agg(c.taken::text, ',' ORDER BY c.id) FROM comparisons c WHERE c.project_id = $1)
            || (SELECT count(*) FROM audit_events e WHERE e.project_id = $1)
        """,
        project.Id.Value);

    private static async Task<AssignmentId[]> IdsAsync(TestProject project) =>
        Array.ConvertAll(
            await project.ScalarAsync<long[]>("SELECT array_agg(id ORDER BY id) FROM assignments WHERE project_id = $1", project.Id.Value),
            id => new AssignmentId(id));
}
