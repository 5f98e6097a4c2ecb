namespace PrefLab.Metrics;

/// <summary>Who has beaten, or tied with, whom.</summary>
internal static class WinGraph
{
    /// <summary>Says whether every model can be reached from every other through wins and ties, in both directions.</summary>
    /// <remarks>O(M + P).</remarks>
    public static bool IsConnected(int models, IReadOnlyList<ModelPair> pairs)
    {
        var (winners, losers) = (Lists(models), Lists(models));
        foreach (var pair in pairs)
        {
            Connect(pair.First, pair.Second, pair.FirstWins + pair.Ties, winners, losers);
            Connect(pair.Second, pair.First, pair.SecondWins + pair.Ties, winners, losers);
        }

        return Reached(winners) == models && Reached(losers) == models;
    }

    private static void Connect(int winner, int loser, long times, List<int>[] winners, List<int>[] losers)
    {
        if (times > 0)
        {
            losers[winner].Add(loser);
            winners[loser].Add(winner);
        }
    }

    private static int Reached(List<int>[] next)
    {
        var seen = new bool[next.Length];
        var open = new Stack<int>([0]);
        seen[0] = true;
        var reached = 0;
        while (open.TryPop(out var model))
        {
            reached++;
            foreach (var other in next[model].Where(other => !seen[other]))
            {
                seen[other] = true;
                open.Push(other);
            }
        }

        return reached;
    }

    private static List<int>[] Lists(int models) => [.. Enumerable.Range(0, models).Select(_ => new List<int>())];
}
