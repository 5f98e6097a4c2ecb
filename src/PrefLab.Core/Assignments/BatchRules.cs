namespace PrefLab.Core.Assignments;

/// <summary>Where the golds of a batch stand, and from which side the next one is drawn.</summary>
public static class BatchRules
{
    /// <summary>Draws the gold positions of a batch: <c>size × goldFraction</c> of them in expectation, each set of positions equally likely.</summary>
    /// <param name="size">Positions in the batch, 1 or more.</param>
    /// <param name="goldFraction">Wanted share of golds, in [0, 0.5]; above 0 at least one position is a gold.</param>
    /// <returns>Ascending positions, each in [0, size).</returns>
    public static int[] DrawGoldPositions(int size, double goldFraction, Random random)
    {
        if (goldFraction <= 0)
        {
            return [];
        }

        var expected = size * goldFraction;
        var whole = (int)Math.Floor(expected);
        var count = Math.Clamp(whole + (random.NextDouble() < expected - whole ? 1 : 0), 1, size);
        var positions = Enumerable.Range(0, size).ToArray();
        random.Shuffle(positions);
        var golds = positions[..count];
        Array.Sort(golds);
        return golds;
    }

    /// <summary>Says whether the next gold should be one whose better response is A: the side shown less often, or either by chance.</summary>
    public static bool NextGoldIsA(int shownA, int shownB, Random random) =>
        shownA == shownB ? random.Next(2) == 0 : shownA < shownB;
}
