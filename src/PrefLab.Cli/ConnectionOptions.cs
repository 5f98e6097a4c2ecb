using System.CommandLine;
using PrefLab.Cli.Api;

namespace PrefLab.Cli;

/// <summary>Where PrefLab is, and who asks. A key is never an argument: other people's process lists show those.</summary>
public sealed class ConnectionOptions(TimeProvider time)
{
    private const string DefaultAddress = "http://localhost:5080";

    public TimeProvider Time => time;

    private Option<string?> Address { get; } = new("--address")
    {
        Description = $"Address of PrefLab; else PREFLAB_ADDRESS, else {DefaultAddress}.",
        Recursive = true,
    };

    private Option<FileInfo?> KeyFile { get; } = new("--key-file")
    {
        Description = "File that holds an API key; else PREFLAB_KEY.",
        Recursive = true,
    };

    /// <summary>The project option, the same in every command.</summary>
    public static Option<long> ProjectOption() => new("--project", "-p") { Description = "Number of the project.", Required = true };

    public void AddTo(RootCommand root)
    {
        root.Add(Address);
        root.Add(KeyFile);
    }

    /// <exception cref="CommandException">The address is no URL, or there is no key.</exception>
    public PrefLabApi Open(ParseResult parsed, Journal? journal = null)
    {
        var text = parsed.GetValue(Address) ?? Variable("PREFLAB_ADDRESS") ?? DefaultAddress;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new CommandException($"\"{text}\" is not an address such as {DefaultAddress}.");
        }

        return new PrefLabApi(address, ReadKey(parsed.GetValue(KeyFile)), time, journal);
    }

    private static string ReadKey(FileInfo? file)
    {
        var key = file is null ? Variable("PREFLAB_KEY") : ReadFirstLine(file);
        return key?.Trim() is { Length: > 0 } found
            ? found
            : throw new CommandException(file is null
                ? "An API key is needed: give --key-file FILE, or set PREFLAB_KEY. Make one in PrefLab under “Your account and keys”."
                : $"{file.FullName} holds no key.");
    }

    private static string? ReadFirstLine(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no key file {file.FullName}.");
        }

        using var reader = file.OpenText();
        return reader.ReadLine();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
