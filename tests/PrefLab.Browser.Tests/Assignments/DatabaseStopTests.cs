using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>A PostgreSQL of its own, since the one that tests share stays up.</summary>
public sealed class DatabaseStopTests
{
    [Fact]
    public async Task Stopped_InTheMiddleOfASubmission_EachAnswerArrivesOnceWhenItIsBack()
    {
        var folder = Directory.CreateTempSubdirectory(TestServer.FolderPrefix);
        var options = new EmbeddedPostgresOptions { DataFolder = folder.FullName, DownloadFolder = TestServer.DownloadFolder, MaxConnections = 100 };
        var postgres = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken);
        try
        {
            await using var site = new BrowserSite { Data = new TestDatabase { Own = postgres.OwnerConnectionString } };
            await site.InitializeAsync();
            var scene = await CreateAsync(site, comparisons: 8);
            var page = await scene.StartAsync(inHand: 3);

            await using (var rival = await Rival.BeginAsync(site.Data))
            {
                await rival.ExecuteAsync("LOCK TABLE labels");
                await page.Keyboard.PressAsync("4");
                await rival.UntilSomebodyWaitsAsync(TestContext.Current.CancellationToken);
                await postgres.DisposeAsync();
            }

            await page.GetByText("Not sent yet: 1 answer waits").WaitForAsync();
            await page.Keyboard.PressAsync("5");
            await page.GetByText("Not sent yet: 2 answers wait").WaitForAsync();
            postgres = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken);
            site.Data.Database.Requests.Clear();
            await SavedAsync(page);

            Assert.Equal(2, await scene.LabelsAsync());
            Assert.Equal(2, await scene.Project.ScalarAsync<long>("SELECT count(DISTINCT assignment_id) FROM labels WHERE project_id = $1", scene.Project.Id.Value));
            Assert.Equal(2, await scene.Project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", scene.Project.Id.Value));
        }
        finally
        {
            await postgres.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }
}
