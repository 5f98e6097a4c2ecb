using System.Text.Json;

namespace PrefLab.Cli.Api;

/// <summary>A whole answer that has been read.</summary>
/// <param name="Attempts">Requests sent until this answer came.</param>
public sealed record ApiReply(int Status, string Body, int Attempts)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <exception cref="ApiException">The answer is not a success, or not what was expected.</exception>
    public T Read<T>() => IsSuccess ? Parse<T>() : throw ApiError.From(Status, Body);

    /// <exception cref="ApiException">The body is not what was expected.</exception>
    public T Parse<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, JsonSerializerOptions.Web)
                ?? throw new ApiException(Status, "PrefLab's answer is empty.");
        }
        catch (JsonException)
        {
            throw new ApiException(Status, "PrefLab's answer cannot be read: is there another program at this address?");
        }
    }
}
