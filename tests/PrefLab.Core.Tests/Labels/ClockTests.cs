using System.IO.Pipelines;
using System.Text;
using Npgsql;
using PrefLab.Core.Exchange;
using PrefLab.Core.Projects;
using PrefLab.Core.Tests.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Labels;

/// <summary>B065: results depend on moments, never on how somebody writes them.</summary>
public sealed class ClockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset MorningAfter = new(2026, 10, 25, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    public async Task B065_SessionInAnotherZoneOnTheNightOfTheChange_GivesTheSameNumbersAndExports(string zone)
    {
        var project = await ExchangeScenario.LabelledAsync(database.Database);
        await MoveLabelsIntoTheNightAsync(project);
        await using var elsewhere = new Core.Storage.Database(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = zone }.ConnectionString);

        var (here, there) = (await ResultsAsync(database.Database, project), await ResultsAsync(elsewhere, project));

        Assert.Equal(here, there);
        Assert.Contains("\"at\":\"2026-10-25T00:30:00.000000Z\"", here, StringComparison.Ordinal);
    }

    /// <summary>A label every half an hour from 00:30 UTC on, over the hour that clocks in Berlin show twice; only the owner may.</summary>
    private async Task MoveLabelsIntoTheNightAsync(ProjectId project)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            """
            UPDATE labels SET received_at = TIMESTAMPTZ '2026-10-25T00:30:00Z' + (id - (SELECT min(id) FROM labels WHERE project_id = $1)) * INTERVAL '30 minutes'
            WHERE project_id = $1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = project.Value });
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<string> ResultsAsync(Core.Storage.Database database, ProjectId project)
    {
        var pace = await new ProgressQuery(database).LoadPaceAsync(project, MorningAfter, Ct);
        using var stream = new MemoryStream();
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            await new ExportService(database).ExportAsync(project, format, writer, Ct);
        }

        await writer.CompleteAsync();
        return string.Join(' ', pace) + Encoding.UTF8.GetString(stream.ToArray());
    }
}
