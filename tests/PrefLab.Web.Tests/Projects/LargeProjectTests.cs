using System.Text.Json;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Agreement;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Projects;

public sealed class LargeProjectTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_WhileItIsCounted_SaysSoAndShowsTheRest()
    {
        var (project, _) = await web.WorkedAsync();
        await using var owner = new NpgsqlConnection(web.Data.ConnectionString);
        await owner.OpenAsync(Ct);
        await ExecuteAsync(owner, $"UPDATE projects SET comparison_count = {AgreementCounts.Small + 1} WHERE id = {project.Id.Value}");
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var summary = new Uri($"/api/v1/projects/{project.Id}/summary", UriKind.Relative);
        await using (var blocking = await owner.BeginTransactionAsync(Ct))
        {
            // Only the count reads them: what the overview itself reads of comparisons is their golds, and the plan tests say how much.
            await ExecuteAsync(owner, "LOCK TABLE reviews IN ACCESS EXCLUSIVE MODE");

            var page = await lead.GetHtmlAsync($"/p/{project.Id}");
            using var pending = JsonDocument.Parse(await lead.GetStringAsync(summary, Ct));

            Assert.Contains("being counted", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
            Assert.StartsWith("24 of", page.QuerySelector(".kpi .v")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Null, pending.RootElement.GetProperty("agreementCountedAt").ValueKind);
            Assert.Contains("being counted", pending.RootElement.GetProperty("alphaOrdinal").GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        using var counted = JsonDocument.Parse(await CountedAsync(lead, summary));
        Assert.Equal(JsonValueKind.Number, counted.RootElement.GetProperty("alphaOrdinal").GetProperty("value").ValueKind);
        Assert.Null((await lead.GetHtmlAsync($"/p/{project.Id}")).QuerySelector(".alert-info"));
    }

    /// <summary>Asks until the count that was blocked has ended; each time the server waits for it.</summary>
    private static async Task<string> CountedAsync(HttpClient lead, Uri summary)
    {
        while (true)
        {
            var text = await lead.GetStringAsync(summary, Ct);
            if (!text.Contains("being counted", StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
