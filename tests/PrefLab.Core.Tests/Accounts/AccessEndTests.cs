using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Accounts;

/// <summary>Whoever loses access holds nothing back, and loses nothing should it be given again.</summary>
public sealed class AccessEndTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly Actor Administrator = new(1, true, null);

    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task RemoveAsync_WithAssignmentsInHand_OthersGetTheirPlacesAtOnce()
    {
        var (project, leaving) = await SceneAsync();
        var staying = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        await WorkAsync(project, leaving);
        Assert.IsType<NextResult.NothingLeft>(await staying.AskAsync());

        Assert.True(await RemoveAsync(project, leaving));

        Assert.Equal(0, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(3, Assert.IsType<NextResult.Work>(await staying.AskAsync(3)).Assignments.Count);
        Assert.IsType<NextResult.NotWorking>(await new Annotating(database.Database, project, leaving).AskAsync());
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task RemoveAsync_LetInAgain_GoesOnWithTheSameAssignments()
    {
        var (project, annotator) = await SceneAsync();
        var before = await WorkAsync(project, annotator);
        await RemoveAsync(project, annotator);
        var link = await host.InScopeAsync((InvitationService service) => service.CreateAsync(Administrator, project.Id, Role.Annotator, null, Ct));

        await host.InScopeAsync((InvitationService service) => service.AcceptAsync(link.Token, annotator.PersonId, Ct));

        Assert.Equal(before.Select(served => served.Token).Order(), (await WorkAsync(project, annotator)).Select(served => served.Token).Order());
    }

    [Fact]
    public async Task RemoveAsync_TwoAtOnce_OneRemoves()
    {
        var (project, annotator) = await SceneAsync();
        await WorkAsync(project, annotator);

        var removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RemoveAsync(project, annotator)));

        Assert.Single(removed, done => done);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task RemoveAsync_WhilePeopleWork_KeepsEveryPlace()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .1);
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(5);
        var annotators = new List<Annotator>();
        for (var i = 0; i < 6; i++)
        {
            annotators.Add(await project.AddAnnotatorAsync());
        }

        var work = annotators.Select(annotator => Task.Run(() => WorkUntilRemovedAsync(project, annotator), Ct)).ToList();
        foreach (var annotator in annotators)
        {
            Assert.True(await RemoveAsync(project, annotator));
        }

        await Task.WhenAll(work);
        Assert.Equal(0, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.assignment WHERE project_id = $1 AND state = 'leased'", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task LockAsync_AnnotatorOfTwoProjects_GivesBackInBoth()
    {
        var person = await host.AddPersonAsync("locked-out@example.org");
        var projects = new List<TestProject>();
        for (var i = 0; i < 2; i++)
        {
            var (project, annotator) = await SceneAsync(person);
            await WorkAsync(project, annotator);
            projects.Add(project);
        }

        var administrator = await host.AddPersonAsync("locks@example.org", isAdministrator: true);
        Assert.True(await host.InScopeAsync((PersonService service) => service.LockAsync(new Actor(administrator.Id, true, null), person.Id, Ct)));

        foreach (var project in projects)
        {
            Assert.Equal(0, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
            Assert.Equal(0, await project.BrokenPlacesAsync());
        }

        await using var db = database.Open();
        Assert.True((await db.Users.SingleAsync(row => row.Id == person.Id, Ct)).LockoutEnd >= Person.UntilUnlocked);
    }

    private async Task WorkUntilRemovedAsync(TestProject project, Annotator annotator)
    {
        var person = new Annotating(database.Database, project, annotator);
        while (await person.AskAsync(3) is NextResult.Work work)
        {
            await person.SubmitAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), 4));
        }
    }

    private async Task<(TestProject Project, Annotator Annotator)> SceneAsync(Person? person = null)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3, overlap: 1);
        return (project, await project.AddAnnotatorAsync(person: person));
    }

    private async Task<IReadOnlyList<ServedAssignment>> WorkAsync(TestProject project, Annotator annotator) =>
        Assert.IsType<NextResult.Work>(await new Annotating(database.Database, project, annotator).AskAsync(3)).Assignments;

    private Task<bool> RemoveAsync(TestProject project, Annotator annotator) =>
        host.InScopeAsync((MembershipService service) => service.RemoveAsync(Administrator, project.Id, annotator.PersonId, Ct));
}
