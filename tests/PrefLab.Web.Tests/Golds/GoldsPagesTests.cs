using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Core.Accounts;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Golds;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Golds;

public sealed class GoldsPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NoGolds_SaysHowToMakeThem()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);

        var page = await lead.GetHtmlAsync($"/p/{project.Id}/golds");
        var proposals = await lead.GetHtmlAsync($"/p/{project.Id}/golds/proposals");

        Assert.Equal("No golds yet", page.QuerySelector(".empty h2")!.TextContent);
        Assert.Equal("Nothing to propose", proposals.QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task Post_RetireAndBringBack_IsDoneByLeadsOnly()
    {
        var (project, golds) = await SceneAsync(3);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/golds";

        using var retired = await lead.PostFormAsync($"{path}?sort=Newest", Fields(("gold", $"{golds[0]}")), "form[action$='handler=Retire']");
        var after = await lead.GetHtmlAsync(retired.Headers.Location!.ToString());

        Assert.Equal($"{path}?sort=Newest", retired.Headers.Location!.ToString());
        Assert.Contains("out of rotation", after.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(after.QuerySelectorAll("button"), button => button.TextContent == "Bring back");
        Assert.Single((await lead.GetHtmlAsync($"{path}?state=Retired")).QuerySelectorAll("tbody tr"));

        var shown = await operations.GetHtmlAsync(path);
        Assert.Equal(3, shown.QuerySelectorAll("tbody tr").Length);
        Assert.DoesNotContain(shown.QuerySelectorAll("button"), button => button.TextContent is "Retire" or "Bring back");

        using var back = await lead.PostFormAsync(path, Fields(), "form[action$='handler=Return']");
        using var none = await lead.PostFormAsync(path, Fields(("gold", "999999")), "form[action$='handler=Retire']");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND gold_retired_at IS NOT NULL", project.Id.Value));
    }

    [Theory]
    [InlineData("?state=sleeping")]
    [InlineData("?signal=loud")]
    [InlineData("?answer=9")]
    [InlineData("?sort=77")]
    [InlineData("?after=x")]
    [InlineData("?tag=%00")]
    public async Task Get_FilterThatIsNone_IsBadRequest(string query)
    {
        var (project, _) = await SceneAsync(1);
        using var lead = await web.BrowserAsync(project, Role.Lead);

        using var page = await lead.GetAsync(new Uri($"/p/{project.Id}/golds{query}", UriKind.Relative), Ct);
        using var api = await lead.GetAsync(new Uri($"/api/v1/projects/{project.Id}/golds{query}", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, api.StatusCode);
    }

    [Fact]
    public async Task Api_ListRetireReturn_SaysWhatThePageSays()
    {
        var (project, golds) = await SceneAsync(4);
        using var lead = await ApiAsync(project, Role.Lead);
        var path = $"/api/v1/projects/{project.Id}/golds";

        using var retired = await lead.PostAsJsonAsync($"{path}/{golds[1]}/retire", new { }, Ct);
        using var again = await lead.PostAsJsonAsync($"{path}/{golds[1]}/retire", new { }, Ct);
        var list = await lead.GetFromJsonAsync<JsonElement>($"{path}?state=retired", Ct);
        using var returned = await lead.PostAsJsonAsync($"{path}/{golds[1]}/return", new { }, Ct);
        using var missing = await lead.PostAsJsonAsync($"{path}/999999/return", new { }, Ct);
        using var nothing = await lead.PostAsJsonAsync($"{path}/proposals", new { comparisons = Array.Empty<long>() }, Ct);

        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.BadRequest),
            (retired.StatusCode, again.StatusCode, returned.StatusCode, missing.StatusCode, nothing.StatusCode));
        Assert.Equal((1, golds[1].Value), (list.GetProperty("found").GetInt32(), list.GetProperty("golds")[0].GetProperty("id").GetInt64()));
        Assert.Equal((4, 3, 1), Coverage(list.GetProperty("coverage")));
    }

    [Fact]
    public async Task Post_Proposals_NeedsAConfirmationForSeveral()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        for (var i = 0; i < 3; i++)
        {
            await ReadAllAsync(new Annotating(web.Data.Database, project, await project.AddAnnotatorAsync()));
        }

        await project.ExecuteAsync("UPDATE annotators SET answered = 5, golds_answered = 5, golds_correct = 5 WHERE project_id = $1", project.Id.Value);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/golds/proposals";
        var boxes = (await lead.GetHtmlAsync(path)).QuerySelectorAll("input[name='Form.Chosen']").Select(box => box.GetAttribute("value")!).ToList();
        Assert.Equal(3, boxes.Count);

        using var one = await lead.PostFormAsync(path, Fields(("Form.One", boxes[0])));
        using var unconfirmed = await lead.PostFormAsync(path, Fields(("Form.Chosen[0]", boxes[1]), ("Form.Chosen[1]", boxes[2])));
        using var empty = await lead.PostFormAsync(path, Fields());
        using var confirmed = await lead.PostFormAsync(path, Fields(("Form.Chosen[0]", boxes[1]), ("Form.Chosen[1]", boxes[2]), ("Form.Confirmed", "true")));

        Assert.Equal(
            (HttpStatusCode.Redirect, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Redirect),
            (one.StatusCode, unconfirmed.StatusCode, empty.StatusCode, confirmed.StatusCode));
        Assert.Equal(3, await project.ScalarAsync<int>("SELECT gold_count FROM projects WHERE id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Get_AnswerOfAGoldChanged_ShowsWhoIsScoredAnew()
    {
        var (project, _) = await web.WorkedAsync();
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var gold = new ComparisonId(await project.ScalarAsync<long>(
            "SELECT l.comparison_id FROM labels l WHERE l.project_id = $1 AND l.is_gold ORDER BY l.id LIMIT 1", project.Id.Value));
        var expected = (Preference)await project.ScalarAsync<short>("SELECT gold_preference FROM comparisons WHERE project_id = $1 AND id = $2", project.Id.Value, gold.Value);

        var given = await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND comparison_id = $2", project.Id.Value, gold.Value);

        var (answer, named) = expected.Direction == Direction.A ? (Preference.BBetter, "B is better") : (Preference.ABetter, "A is better");
        var path = $"/p/{project.Id}/comparisons/{gold}";
        using var changed = await lead.PostFormAsync(path, Fields(("Form.Preference", answer.Symbol)), "form[action$='handler=Gold']");
        var comparison = await lead.GetHtmlAsync(path);
        var said = comparison.QuerySelector("[role=status]")!;
        Assert.Contains($"Known answer set to {named}, as a hidden gold. {given} {(given == 1 ? "person is" : "people are")} scored anew.", said.TextContent, StringComparison.Ordinal);
        Assert.Contains("A gold takes no places.", comparison.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var shown = await lead.GetHtmlAsync(said.QuerySelector("a")!.GetAttribute("href")!);
        var refresh = shown.QuerySelector("#rescoring")!.GetAttribute("data-refresh")!;
        Assert.Equal("Changed answers", shown.QuerySelector("#rescores")!.TextContent);
        Assert.NotNull(shown.QuerySelector("script[src*=rescoring]"));
        Assert.Contains("0 of", (await lead.GetHtmlAsync(refresh)).QuerySelector("#rescoring tbody")!.TextContent, StringComparison.Ordinal);

        await web.Factory.InScopeAsync(async (GoldRescorer rescorer) =>
        {
            await rescorer.RunAsync(Ct);
            return true;
        });
        var done = (await lead.GetHtmlAsync(refresh)).QuerySelector("#rescoring")!;
        Assert.Contains("all done", done.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(done.QuerySelectorAll("a[href*='/annotators/']"));
        Assert.Equal("", done.GetAttribute("data-refresh"));
    }

    [Fact]
    public async Task Post_OnAComparison_SaysWhatWasDone()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddComparisonsAsync(1);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/comparisons/{await project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", project.Id.Value)}";
        async Task<string> SaidAfterAsync(string handler, params (string Name, string Value)[] fields)
        {
            using var done = await lead.PostFormAsync(path, Fields(fields), $"form[action$='handler={handler}']");
            var said = (await lead.GetHtmlAsync(path)).QuerySelector("[role=status]")!;
            Assert.Null(said.QuerySelector("a"));
            return said.TextContent.Trim();
        }

        Assert.Equal("Saved: 4 labels wanted, priority 7.", await SaidAfterAsync("Places", ("Form.Overlap", "4"), ("Form.Priority", "7")));
        Assert.Equal("Known answer set to B is much better, for training.", await SaidAfterAsync("Gold", ("Form.Preference", "B>>"), ("Form.Use", "training")));
        Assert.Null((await lead.GetHtmlAsync(path)).QuerySelector("[role=status]"));
    }

    private static (int All, int InRotation, int Retired) Coverage(JsonElement coverage) =>
        (coverage.GetProperty("all").GetInt32(), coverage.GetProperty("inRotation").GetInt32(), coverage.GetProperty("retired").GetInt32());

    /// <summary>Prefers A wherever it is.</summary>
    private static async Task ReadAllAsync(Annotating person)
    {
        while (await person.AskAsync() is Core.Assignments.NextResult.Work work)
        {
            var served = work.Assignments[0];
            await person.AcceptAsync(new Core.Labels.Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith('a') ? 2 : 4));
        }
    }

    private async Task<HttpClient> ApiAsync(TestProject project, Role role) =>
        await web.Factory.KeyClientAsync((await web.Factory.AddPersonAsync($"gold-{Guid.CreateVersion7():N}@example.org", project: project.Id, role: role)).Id);

    private async Task<(TestProject Project, ComparisonId[] Golds)> SceneAsync(int golds)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.AddGoldsAsync(golds);
        var ids = await project.ScalarAsync<long[]>("SELECT array_agg(id ORDER BY id) FROM comparisons WHERE project_id = $1", project.Id.Value);
        return (project, Array.ConvertAll(ids, id => new ComparisonId(id)));
    }
}
