using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PrefLab.Core.Accounts;

/// <summary>
/// PBKDF2 with HMAC-SHA512. A password is brought to Unicode's form C first, because keyboards disagree about how an
/// accented letter is made; nothing is trimmed.
/// </summary>
public sealed class PersonPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
    public const int Iterations = 220_000;

    /// <summary>A hash that no password has, and that takes as long to refuse as a real one.</summary>
    public static string Nobody { get; } = MakeNobody();

    public override string HashPassword(Person user, string password) =>
        base.HashPassword(user, password.Normalize(NormalizationForm.FormC));

    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, providedPassword.Normalize(NormalizationForm.FormC));

    /// <summary>Identity's format 3: marker, PRF (2 = HMAC-SHA512), iterations, length of the salt, salt, 32 bytes of key.</summary>
    private static string MakeNobody()
    {
        const int saltLength = 16;
        var hash = new byte[13 + saltLength + 32];
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), Iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), saltLength);
        return Convert.ToBase64String(hash);
    }
}
