using System.Net;
using System.Net.Http.Json;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Accounts;

public sealed class PersonSettingsTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static readonly Uri Address = new("/api/v1/account/settings", UriKind.Relative);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_Stored_ComeWithThePersonsPage()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var person = await web.Factory.AddPersonAsync("settled@example.org", project: project.Id, role: Role.Annotator);
        using var program = await web.Factory.KeyClientAsync(person.Id);
        using var browser = await web.Factory.SignInAsync("settled@example.org");

        using var stored = await program.PutAsJsonAsync(Address, new { keys = new { undo = "y" }, textSize = 2, reserve = true }, Ct);

        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        var settings = (await browser.GetHtmlAsync($"/p/{project.Id}/annotate")).QuerySelector("#answer")!.GetAttribute("data-settings")!;
        Assert.Contains("\"undo\": \"y\"", settings, StringComparison.Ordinal);
        Assert.Contains("\"textSize\": 2", settings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"textSize":9}""", "textSize")]
    [InlineData("""{"keys":{"launch":"x"}}""", "keys")]
    [InlineData("""{"keys":{"undo":"b"}}""", "keys")]
    [InlineData("""{"keys":{"undo":"xy"}}""", "keys")]
    [InlineData("""{"keys":{"undo":" "}}""", "keys")]
    [InlineData("""{"keys":{"undo":null}}""", "keys")]
    public async Task Settings_NotAllowed_AreRefusedWithTheField(string body, string field)
    {
        var person = await web.Factory.AddPersonAsync($"unsettled-{Guid.CreateVersion7():N}@example.org");
        using var program = await web.Factory.KeyClientAsync(person.Id);

        using var refused = await program.PutAsync(Address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{field}\"", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
