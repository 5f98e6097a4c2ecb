using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using PrefLab.Core;
using PrefLab.Core.Assignments;
using PrefLab.Core.Exchange;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Benchmarks.Exchange;

/// <summary>
/// Import and export of generated rows against psql's \copy of the same rows, into and out of a table of the same shape,
/// in the same run: the machine's disk and load count for both.
/// </summary>
public static class ExchangeBenchmark
{
    private const int DefaultRows = 1_000_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRows;
        var folder = Directory.CreateTempSubdirectory("preflab-exchange-");
        var connectionString = await TestServer.CreateDatabaseAsync("migrated", owner => Migrator.MigrateAsync(owner, CancellationToken.None));
        try
        {
            await using var database = new Database(connectionString);
            await MeasureAsync(database, new Psql(connectionString), folder.FullName, rows);
            return 0;
        }
        finally
        {
            await TestServer.DropDatabaseAsync(connectionString);
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(Database database, Psql psql, string folder, int rows)
    {
        var file = Path.Combine(folder, "rows.jsonl");
        await GeneratedRows.WriteAsync(file, rows);
        Print("file", $"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB");

        var project = (await TestProject.CreateAsync(database)).Id;
        var import = await MeasureMemoryAsync(async () =>
        {
            await using var body = File.OpenRead(file);
            var result = await new ImportService(database, new OrderRewind(database), new TableStatistics(database), TimeProvider.System, new CryptoRandom())
                .ImportAsync(new ImportRequest(project, 1), body, CancellationToken.None);
            var report = ((ImportResult.Read)result).Report;
            if (report.Added != rows)
            {
                throw new InvalidOperationException($"{report.Added} of {rows} rows were added.");
            }
        });
        Print("import", import.ToString());

        var export = await MeasureMemoryAsync(async () =>
        {
            await using var target = File.Create(Path.Combine(folder, "export.jsonl"));
            var writer = PipeWriter.Create(target);
            await new ExportService(database).ExportAsync(project, ExportFormat.PrefLab, writer, CancellationToken.None);
            await writer.CompleteAsync();
        });
        Print("export", export.ToString());

        var copy = Path.Combine(folder, "copy.tsv");
        var copyOut = await psql.RunAsync($"\\copy (SELECT {Psql.Columns} FROM comparisons WHERE project_id = {project}) TO '{copy}'");
        await psql.RunAsync("CREATE TABLE same_shape (LIKE comparisons INCLUDING ALL)");
        var copyIn = await psql.RunAsync($"\\copy same_shape ({Psql.Columns}) FROM '{copy}'");
        Print("psql \\copy in", $"{copyIn.TotalSeconds:N1} s; import takes {import.Time / copyIn:N2} times as long");
        Print("psql \\copy out", $"{copyOut.TotalSeconds:N1} s; export takes {export.Time / copyOut:N2} times as long");
    }

    private static async Task<Measured> MeasureMemoryAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Resident();
        var peak = before;
        await using var sampler = new Timer(_ => peak = Math.Max(peak, Resident()), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        var clock = Stopwatch.StartNew();
        await work();
        return new Measured(clock.Elapsed, peak - before);
    }

    private static long Resident() => Environment.WorkingSet;

    private static void Print(string what, string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-15} {text}"));

    private sealed record Measured(TimeSpan Time, long Memory)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.TotalSeconds:N1} s, peak +{Memory / 1e6:N0} MB");
    }
}
