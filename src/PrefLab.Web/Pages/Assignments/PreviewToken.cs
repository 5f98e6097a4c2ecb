using System.Buffers.Binary;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>Stands where an assignment's token stands: a preview has no row to look up, so the token says by itself what was shown.</summary>
public readonly record struct PreviewToken(ComparisonId Comparison, bool LeftIsA)
{
    public static PreviewToken From(Guid token)
    {
        Span<byte> bytes = stackalloc byte[16];
        token.TryWriteBytes(bytes);
        return new PreviewToken(new ComparisonId(BinaryPrimitives.ReadInt64BigEndian(bytes)), bytes[15] != 0);
    }

    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Comparison.Value);
        bytes[15] = LeftIsA ? (byte)1 : (byte)0;
        return new Guid(bytes);
    }
}
