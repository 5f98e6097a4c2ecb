using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace PrefLab.Web.Logging;

/// <summary>One line an event, whatever its values hold; the lines of an exception follow, indented.</summary>
public sealed class LineFormatter(IFormatProvider culture) : ITextFormatter
{
    private const int LongestMessage = 4_000;

    private readonly MessageTemplateTextFormatter message = new("{Message:lj}", culture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", culture));
        output.Write(' ');
        output.Write(Level(logEvent.Level));
        output.Write(' ');
        using var text = new StringWriter(culture);
        message.Format(logEvent, text);
        output.Write(LogValue.Clean(text.ToString(), LongestMessage));
        output.Write('\n');
        foreach (var line in logEvent.Exception?.ToString().Split('\n') ?? [])
        {
            output.Write("    ");
            output.Write(LogValue.Clean(line.TrimEnd('\r'), LongestMessage));
            output.Write('\n');
        }
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        LogEventLevel.Fatal => "FTL",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Verbose => "VRB",
        _ => "INF",
    };
}
