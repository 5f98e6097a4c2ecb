using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;

namespace PrefLab.Web.Tests.Quality;

public sealed class QualityApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_BiasAndSignals_AreOfTheProject()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);

        var bias = await operations.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/bias", Ct);
        var signals = await operations.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/annotators/{annotator.Id}/signals", Ct);

        Assert.Equal(4, bias.GetProperty("lengths").GetArrayLength());
        Assert.InRange(bias.GetProperty("left").GetProperty("value").GetDouble(), 0, 1);
        Assert.All(signals.GetProperty("signals").EnumerateArray(), signal => Assert.InRange(signal.GetProperty("falsePositives").GetDouble(), 0, 1));
        Assert.Contains(signals.GetProperty("signals").EnumerateArray(), signal => signal.GetProperty("kind").GetString() == "Side");
    }

    [Fact]
    public async Task Get_SignalsOfSomebodyElsewhere_Is404()
    {
        var (_, elsewhere) = await web.WorkedAsync();
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var operations = await web.BrowserAsync(project, Role.Operations);

        using var response = await operations.GetAsync(new Uri($"/api/v1/projects/{project.Id}/annotators/{elsewhere.Id}/signals", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
