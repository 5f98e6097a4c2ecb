namespace PrefLab.Cli.Api;

/// <summary>An answer that is not a success, in words.</summary>
public sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status => status;
}
