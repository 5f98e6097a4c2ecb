using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PrefLab.Core.Accounts;

/// <summary>Secrets that are handed out once and stored as a hash. With 256 random bits a fast hash is enough.</summary>
public static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>256 random bits as 43 characters of base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>A link that was just made; its token cannot be read again.</summary>
public sealed record IssuedLink(long Id, string Token, DateTimeOffset ExpiresAt);
