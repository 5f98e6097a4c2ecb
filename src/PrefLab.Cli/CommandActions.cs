using System.CommandLine;
using System.Net.Sockets;
using PrefLab.Cli.Api;

namespace PrefLab.Cli;

/// <summary>Exit codes, and errors as one line on stderr.</summary>
public static class CommandActions
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Failed = 2;

    /// <summary>128 + SIGINT, as shells expect.</summary>
    public const int Cancelled = 130;

    extension(Command command)
    {
        public void SetGuardedAction(Func<ParseResult, CancellationToken, Task<int>> action) => command.SetAction(async (parsed, ct) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                return await action(parsed, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                await error.WriteLineAsync("Cancelled.");
                return Cancelled;
            }
            catch (Exception problem) when (MessageOf(problem) is { } message)
            {
                await error.WriteLineAsync($"preflab: {message}");
                return Failed;
            }
        });
    }

    /// <summary>Null for what is a bug and should show its stack.</summary>
    private static string? MessageOf(Exception problem) => problem switch
    {
        CommandException or ApiException => problem.Message,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "Connection refused: PrefLab is not running at this address. See --address and PREFLAB_ADDRESS.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            "The host name of the address cannot be resolved. See --address and PREFLAB_ADDRESS.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"No secure connection: {problem.InnerException?.Message ?? problem.Message}",
        HttpRequestException { InnerException: { } cause } => $"{problem.Message} {cause.Message}",
        HttpRequestException or IOException or UnauthorizedAccessException => problem.Message,
        OutOfMemoryException => "The input is too large for the memory of this machine.",
        TaskCanceledException => "PrefLab did not answer in time.",
        _ => null,
    };
}
