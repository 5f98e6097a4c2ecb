using System.IO.Pipelines;
using System.Text;
using Npgsql;
using PrefLab.Core.Exchange;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>B081: an export with a reader who takes little at a time, while labels arrive.</summary>
public sealed class ExportWhileLabellingTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    private const int Comparisons = 200;
    private const int Characters = 30_000;
    private const int HeldAtMost = 128 * 1024;

    [Fact]
    public async Task B081_LabelsArriveWhileASlowClientReads_AreNotInTheSnapshot()
    {
        var (project, person) = await SceneAsync();
        await AnswerAsync(person, 5);
        var pipe = SmallPipe();
        var export = ExportAsync(project, pipe.Writer);
        var text = new StringBuilder();
        await TakeAsync(pipe.Reader, 1_000, text);

        await AnswerAsync(person, 50);
        Assert.False(export.IsCompleted, "The export did not wait for its reader.");
        while (await TakeAsync(pipe.Reader, 64 * 1024, text))
        {
        }

        Assert.Equal(new ExportTally(Comparisons, 0), await export);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((Comparisons, 5), (lines.Length, lines.Count(line => line.Contains("\"labels\":[", StringComparison.Ordinal))));
        Assert.Equal(0, await BusyAsync());
    }

    [Fact]
    public async Task B081_ClientGoesAway_EndsTheQueryAndItsTransaction()
    {
        var (project, _) = await SceneAsync();
        var pipe = SmallPipe();
        var export = ExportAsync(project, pipe.Writer);
        await TakeAsync(pipe.Reader, 1_000, new StringBuilder());

        await pipe.Reader.CompleteAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => export);
        Assert.Equal(0, await BusyAsync());
        Assert.Equal(Comparisons, (await ExportAsync(project, ExportFormat.PrefLab)).Count(c => c == '\n'));
    }

    private static Pipe SmallPipe() => new(new PipeOptions(pauseWriterThreshold: HeldAtMost, resumeWriterThreshold: HeldAtMost / 2));

    private static async Task<bool> TakeAsync(PipeReader reader, int bytes, StringBuilder text)
    {
        var read = await reader.ReadAsync(Ct);
        var part = read.Buffer.Slice(0, Math.Min(bytes, read.Buffer.Length));
        text.Append(Encoding.UTF8.GetString(part));
        reader.AdvanceTo(part.End);
        return !read.IsCompleted || read.Buffer.Length > part.Length;
    }

    private static async Task AnswerAsync(Annotating person, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
        }
    }

    private async Task<ExportTally> ExportAsync(ProjectId project, PipeWriter writer)
    {
        var tally = await Task.Run(() => new ExportService(Database).ExportAsync(project, ExportFormat.PrefLab, writer, Ct), Ct);
        await writer.CompleteAsync();
        return tally;
    }

    private async Task<(ProjectId Project, Annotating Person)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(Database, goldFraction: 0);
        await GeneratedComparisons.AddAsync(Database, project.Id, Comparisons, overlap: 3, Characters, golds: 0);
        return (project.Id, new Annotating(Database, project, await project.AddAnnotatorAsync()));
    }

    /// <summary>Connections of this database that run a statement or sit in a transaction, as its owner sees them.</summary>
    private async Task<long> BusyAsync()
    {
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
