using System.CommandLine;
using PrefLab.Cli;

namespace PrefLab.Web.Tests.Cli;

/// <summary>Runs <c>preflab</c> in this process.</summary>
internal static class CommandLine
{
    public static async Task<CommandRun> RunAsync(Uri address, string key, params string[] args)
    {
        var keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(keyFile, key);
        try
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var parsed = PrefLabCommand.Create(TimeProvider.System).Parse([.. args, "--address", address.AbsoluteUri, "--key-file", keyFile]);
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = TextWriter.Synchronized(error) }, TestContext.Current.CancellationToken);
            return new CommandRun(code, output.ToString(), error.ToString());
        }
        finally
        {
            File.Delete(keyFile);
        }
    }
}

internal sealed record CommandRun(int Code, string Output, string Error);
