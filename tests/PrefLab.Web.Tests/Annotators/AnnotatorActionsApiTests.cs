using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Onboarding;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Annotators;

public sealed class AnnotatorActionsApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pause_ForeseenDoneListedUndone_SaysTheSameFigures()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await OperationsAsync(project);
        var path = Path(project, annotator.Id);
        var pause = new { kind = "Pause", scope = "All", reason = "Careless" };

        var preview = await OkAsync(operations, $"{path}/preview", new { kind = "Pause", scope = "All" });
        var done = await OkAsync(operations, path, pause);
        var listed = await operations.GetFromJsonAsync<JsonElement>(path, Ct);
        var undone = await OkAsync(operations, $"{path}/{done.GetProperty("action").GetInt64()}/undo", new { reason = "A mistake" });
        using var twice = await operations.PostAsJsonAsync($"{path}/{done.GetProperty("action").GetInt64()}/undo", new { reason = "A mistake" }, Ct);

        Assert.True(JsonElement.DeepEquals(preview.GetProperty("effect"), done.GetProperty("effect")));
        Assert.True(JsonElement.DeepEquals(done.GetProperty("effect"), listed[0].GetProperty("effect")));
        Assert.Equal((24, 12), (preview.GetProperty("before").GetProperty("labels").GetInt32(), preview.GetProperty("after").GetProperty("labels").GetInt32()));
        Assert.Equal(12, preview.GetProperty("effect").GetProperty("reopened").GetInt32());
        Assert.Equal(("Active", "Paused"), (preview.GetProperty("from").GetString(), preview.GetProperty("to").GetString()));
        Assert.Equal(("Careless", "All"), (listed[0].GetProperty("reason").GetString(), listed[0].GetProperty("undo").GetString()));
        Assert.Equal(("Active", 0), (undone.GetProperty("standing").GetString(), undone.GetProperty("raised").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task Pause_InAnotherSessionAndByKey_BitesAtOnce()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(9);
        var person = await web.Factory.AddPersonAsync("pausing@example.org", project: project.Id, role: Role.Annotator);
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        using var browser = await web.Factory.SignInAsync("pausing@example.org");
        using var key = await web.Factory.KeyClientAsync(person.Id);
        using var operations = await OperationsAsync(project);
        var assignments = $"/api/v1/projects/{project.Id}/assignments";
        var held = (await OkAsync(key, $"{assignments}/next", new { count = 2 })).GetProperty("assignments");
        var tokens = held.EnumerateArray().Select(it => it.GetProperty("token").GetGuid()).ToList();
        Assert.NotNull((await browser.GetHtmlAsync($"/p/{project.Id}/annotate")).QuerySelector("#answer"));

        await OkAsync(operations, Path(project, annotator), new { kind = "Pause", reason = "Faster than reading" });

        using var submitted = await key.PostAsJsonAsync($"{assignments}/{tokens[0]}/label", new { submissionKey = Guid.NewGuid(), answer = 2 }, Ct);
        using var renewed = await key.PostAsJsonAsync($"{assignments}/{tokens[1]}/renew", new { }, Ct);
        var next = await OkAsync(key, $"{assignments}/next", new { count = 2 });
        var page = await browser.GetHtmlAsync($"/p/{project.Id}/annotate");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (submitted.StatusCode, renewed.StatusCode));
        Assert.DoesNotContain("token", next.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Your work here is paused", page.QuerySelector(".work-rest h2")!.TextContent);
        Assert.Contains("Faster than reading", (await browser.GetHtmlAsync($"/p/{project.Id}/me")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Retrain_TellsWhyAndCanBeAppealedAgainst()
    {
        var project = await TestProject.CreateAsync(
            web.Data.Database, change: it => it.Onboarding = OnboardingSettings.None with { Qualification = true });
        await web.Factory.AddPersonAsync("back-to-school@example.org", project: project.Id, role: Role.Annotator);
        await project.ExecuteAsync("UPDATE annotators SET standing = 2 WHERE project_id = $1", project.Id.Value);
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        using var operations = await OperationsAsync(project);
        using var browser = await web.Factory.SignInAsync("back-to-school@example.org");
        var me = $"/p/{project.Id}/me";
        Assert.Null((await browser.GetHtmlAsync(me)).QuerySelector("#appeal"));

        var done = await OkAsync(operations, Path(project, annotator), new { kind = "Retrain", reason = "The guidelines have changed much" });
        var page = await browser.GetHtmlAsync(me);
        using var appealed = await browser.PostFormAsync(me, Fields(("Appeal", "I have read them")), "form:has(#appeal)");

        Assert.Equal("Onboarding", done.GetProperty("standing").GetString());
        Assert.Contains("The guidelines have changed much", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, appealed.StatusCode);
        Assert.Contains("I have read them", (await browser.GetHtmlAsync(me)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dismiss_WithAConcernAndWithout_IsDoneUndoneAndRefused()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await OperationsAsync(project);
        var path = Path(project, annotator.Id);
        var dismiss = new { kind = "Dismiss", reason = "Two golds were ambiguous" };
        await project.ExecuteAsync("UPDATE annotators SET concern_since = '2026-11-20' WHERE project_id = $1 AND id = $2", project.Id.Value, annotator.Id.Value);

        var preview = await OkAsync(operations, $"{path}/preview", new { kind = "Dismiss" });
        var done = await OkAsync(operations, path, dismiss);
        using var again = await operations.PostAsJsonAsync(path, dismiss, Ct);
        using var excluding = await operations.PostAsJsonAsync(path, new { kind = "Dismiss", scope = "All", reason = "No" }, Ct);
        var undone = await OkAsync(operations, $"{path}/{done.GetProperty("action").GetInt64()}/undo", new { reason = "A mistake" });

        Assert.Equal(new DateTime(2026, 11, 20), preview.GetProperty("concern").GetProperty("since").GetDateTimeOffset().UtcDateTime);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (again.StatusCode, excluding.StatusCode));
        Assert.Equal(("Active", false), (undone.GetProperty("standing").GetString(), undone.GetProperty("standingKept").GetBoolean()));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM annotators WHERE project_id = $1 AND concern_since = '2026-11-20'", project.Id.Value));
    }

    [Fact]
    public async Task Act_ByWhoMayNot_IsRefusedAuditedAndChangesNothing()
    {
        var (project, annotator) = await web.WorkedAsync();
        var (other, _) = await web.WorkedAsync();
        var person = await web.Factory.AddPersonAsync("only-annotating@example.org", project: project.Id, role: Role.Annotator);
        using var annotating = await web.Factory.KeyClientAsync(person.Id);
        using var stranger = await OperationsAsync(other);
        var pause = new { kind = "Pause", scope = "All", reason = "Careless" };

        using var wrongRole = await annotating.PostAsJsonAsync(Path(project, annotator.Id), pause, Ct);
        using var notVisible = await stranger.PostAsJsonAsync(Path(project, annotator.Id), pause, Ct);
        using var ofAnother = await stranger.PostAsJsonAsync(Path(other, annotator.Id), pause, Ct);

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            new[] { wrongRole, notVisible, ofAnother }.Select(answer => answer.StatusCode));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM annotator_actions WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
        Assert.Equal($"{Path(project, annotator.Id)}", await project.ScalarAsync<string>(
            "SELECT subject FROM audit_events WHERE project_id = $1 AND kind = 'access.refused' AND actor_id = $2", project.Id.Value, person.Id));
        Assert.Equal(1, await other.ScalarAsync<long>(
            "SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.action_refused'", other.Id.Value));
    }

    [Fact]
    public async Task Remove_ThreeAtOnceAndAgainLater_IsDoneOnce()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await OperationsAsync(project);
        var remove = new { kind = "Remove", scope = "All", reason = "Careless" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => operations.PostAsJsonAsync(Path(project, annotator.Id), remove, Ct)));
        using var later = await operations.PostAsJsonAsync(Path(project, annotator.Id), new { kind = "Pause", reason = "Careless" }, Ct);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Contains("The annotator is Removed", await later.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal((1L, 3L), (
            await project.ScalarAsync<long>("SELECT count(*) FROM annotator_actions WHERE project_id = $1", project.Id.Value),
            await project.ScalarAsync<long>("SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.action_refused'", project.Id.Value)));
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
    }

    [Fact]
    public async Task Pause_TakesLongerThanOtherRequestsMay_IsDone()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await OperationsAsync(project);
        await using var rival = await Rival.BeginAsync(web.Data);
        await rival.ExecuteAsync("SELECT FROM annotators WHERE project_id = $1 FOR NO KEY UPDATE", project.Id.Value);

        var pause = OkAsync(operations, Path(project, annotator.Id), new { kind = "Pause", scope = "All", reason = "Careless" });
        await rival.UntilSomebodyWaitsAsync(Ct);
        await rival.ExecuteAsync("SELECT pg_sleep(4.5)");
        await rival.CommitAsync();

        var effect = (await pause).GetProperty("effect");
        Assert.Equal(12, effect.GetProperty("labels").GetInt32() - effect.GetProperty("golds").GetInt32());
    }

    private static string Path(TestProject project, AnnotatorId annotator) => $"/api/v1/projects/{project.Id}/annotators/{annotator}/actions";

    private static async Task<JsonElement> OkAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<HttpClient> OperationsAsync(TestProject project)
    {
        var person = await web.Factory.AddPersonAsync($"operations-{Guid.NewGuid():N}@example.org", project: project.Id, role: Role.Operations);
        return await web.Factory.KeyClientAsync(person.Id);
    }
}
