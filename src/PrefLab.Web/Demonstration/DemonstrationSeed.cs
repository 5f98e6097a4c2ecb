using System.Globalization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Demonstration;

/// <summary>
/// With <c>Demonstration:Enabled</c>, makes the demonstration in an empty installation, and at last an administrator's key in the data folder:
/// whoever finds the key finds everything else.
/// </summary>
public sealed partial class DemonstrationSeed(
    DatabaseReadiness readiness, IServiceScopeFactory scopes, IConfiguration configuration, ILogger<DemonstrationSeed> logger) : BackgroundService
{
    public const string KeyFileName = "demonstration.key";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReady.WaitAsync(stoppingToken);
        try
        {
            await SeedAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // PrefLab itself is fine without it.
            LogFailed(exception);
        }
    }

    private async Task SeedAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<DemonstrationProject>().EnsureAsync(ct) is not { } made)
        {
            LogNotEmpty();
            return;
        }

        var file = Path.Combine(PrefLabFolder.Of(configuration), KeyFileName);
        if (File.Exists(file))
        {
            return;
        }

        var keys = scope.ServiceProvider.GetRequiredService<ApiKeyService>();
        var issued = await keys.CreateAsync(made.Administrator, made.Administrator, "demonstration", scope: null, expiresAt: null, ct)
            ?? throw new InvalidOperationException("The demonstration's administrator has too many keys.");
        await WriteAsync(file, issued.Key, made.Project, ct);
        LogReady(made.Project.Value);
    }

    /// <summary>The key, and under it the project's number. Under another name until it is whole.</summary>
    private static async Task WriteAsync(string file, string key, ProjectId project, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".part";
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(partial, options))
        {
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{key}\n{project}\n").AsMemory(), ct);
        }

        File.Move(partial, file, overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demonstration is project {Project}")]
    private partial void LogReady(long project);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There are projects already; no demonstration is added to them")]
    private partial void LogNotEmpty();

    [LoggerMessage(Level = LogLevel.Error, Message = "The demonstration could not be made")]
    private partial void LogFailed(Exception exception);
}
