namespace PrefLab.Core.Assignments;

internal static class Tokens
{
    /// <summary>Draws the token of an assignment: all of it is random, so that it tells neither when nor for what it was made.</summary>
    public static Guid NextToken(this Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
