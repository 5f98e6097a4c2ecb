using System.Globalization;
using PrefLab.Web.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace PrefLab.Web.Logging;

/// <summary>
/// The one place that knows Serilog. It is wired as a provider of Microsoft.Extensions.Logging, so that levels come from
/// <c>Logging:LogLevel</c> as everywhere in ASP.NET Core.
/// </summary>
public static class SerilogSetup
{
    private const int KeptFiles = 14;

    public static void AddPrefLabLogging(this WebApplicationBuilder builder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(LogEventLevel.Verbose)
            .Enrich.FromLogContext()
            .WriteTo.Console(new LineFormatter(CultureInfo.InvariantCulture));
        if (builder.Configuration.GetValue("Logging:File", true))
        {
            configuration.WriteTo.File(
                new LineFormatter(CultureInfo.InvariantCulture),
                Path.Combine(PrefLabFolder.Of(builder.Configuration), "logs", "preflab-.log"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: KeptFiles,
                shared: true);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new SerilogLoggerProvider(configuration.CreateLogger(), dispose: true));
    }
}
