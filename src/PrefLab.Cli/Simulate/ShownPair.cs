using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PrefLab.Cli.Simulate;

/// <summary>A comparison as displayed, with a fingerprint that does not depend on the side that a response stands on.</summary>
public sealed class ShownPair(string prompt, string left, string right)
{
    private readonly byte[] hash = Hash(prompt, left, right);

    public string Prompt => prompt;

    /// <summary>The response that sorts first; decisions are made on it so that the displayed order does not move them.</summary>
    public string First => LeftIsFirst ? left : right;

    public string Second => LeftIsFirst ? right : left;

    public bool LeftIsFirst { get; } = string.CompareOrdinal(left, right) <= 0;

    public int Length => prompt.Length + left.Length + right.Length;

    /// <summary>The texts' own number, the same for everybody.</summary>
    public ulong Fingerprint => BinaryPrimitives.ReadUInt64LittleEndian(hash);

    /// <summary>A generator that depends on the seed, the person and the texts, and on nothing else.</summary>
    public Random RandomFor(int seed, string person) =>
        new(unchecked((int)(Fingerprint ^ BinaryPrimitives.ReadUInt64LittleEndian(Sha(FormattableString.Invariant($"{seed}/{person}"))))));

    private static byte[] Hash(string prompt, string left, string right)
    {
        var (first, second) = string.CompareOrdinal(left, right) <= 0 ? (left, right) : (right, left);
        return Sha($"{prompt}\u001f{first}\u001f{second}");
    }

    private static byte[] Sha(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
