using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrefLab.Core.Exchange;

/// <summary>
/// The external ids of a project and of the file being read, each as the first half of its SHA-256: 24 bytes an id at most
/// half the time, so that a million fit into 50 MB. An open table, because the hashes are uniform already.
/// </summary>
internal sealed class IdSet
{
    /// <summary>Given back for an id that the project had before.</summary>
    public const int InProject = -1;

    private UInt128[] keys = new UInt128[1024];
    private int[] lines = new int[1024];
    private int count;

    public static UInt128 HashOf(ReadOnlySpan<byte> id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <param name="line">Where the id stands, or <see cref="InProject"/>; never 0.</param>
    /// <returns>0 when the id is new, and otherwise where it stood before.</returns>
    public int Add(UInt128 hash, int line)
    {
        if (count >= keys.Length / 4 * 3)
        {
            Grow();
        }

        var at = Find(hash);
        if (lines[at] == 0)
        {
            keys[at] = hash;
            lines[at] = line;
            count++;
            return 0;
        }

        return lines[at];
    }

    private int Find(UInt128 hash)
    {
        var mask = keys.Length - 1;
        var at = (int)(ulong)hash & mask;
        while (lines[at] != 0 && keys[at] != hash)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private void Grow()
    {
        var (oldKeys, oldLines) = (keys, lines);
        keys = new UInt128[oldKeys.Length * 2];
        lines = new int[oldKeys.Length * 2];
        for (var i = 0; i < oldKeys.Length; i++)
        {
            if (oldLines[i] != 0)
            {
                var at = Find(oldKeys[i]);
                keys[at] = oldKeys[i];
                lines[at] = oldLines[i];
            }
        }
    }
}
