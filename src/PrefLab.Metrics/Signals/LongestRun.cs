namespace PrefLab.Metrics;

/// <summary>The longest run of one outcome in independent draws.</summary>
internal static class LongestRun
{
    /// <summary>Computes the probability that some outcome comes at least so many times in succession.</summary>
    /// <param name="shares">Probabilities of the outcomes whose runs count, each in [0, 1], with a sum ≤ 1; the rest ends a run.</param>
    /// <param name="draws">Number of draws, n ≥ 0.</param>
    /// <param name="run">Length of the run, r ≥ 1.</param>
    /// <returns>A probability, exact to rounding.</returns>
    /// <remarks>
    /// O(n·k), k outcomes. The first run of length r of outcome c ends at draw i with the probability that no run was complete before, that
    /// draw i − r (if there is one) was not c, and that the r draws were c: Feller (1968), An Introduction to Probability Theory, vol. 1, section XIII.7.
    /// </remarks>
    public static double Tail(ReadOnlySpan<double> shares, int draws, int run)
    {
        // without[i] is the probability of no run in i draws; ending[c][i] that of no run in i draws, of which the last is c.
        var without = new double[draws + 1];
        var ending = new double[shares.Length][];
        var whole = new double[shares.Length];
        for (var c = 0; c < shares.Length; c++)
        {
            ending[c] = new double[draws + 1];
            whole[c] = Math.Pow(shares[c], run);
        }

        without[0] = 1;
        for (var i = 1; i <= draws; i++)
        {
            var left = 0.0;
            for (var c = 0; c < shares.Length; c++)
            {
                // No run yet and c again, less those in which c completes its run just now.
                var completes = i < run ? 0 : whole[c] * (without[i - run] - ending[c][i - run]);
                ending[c][i] = Math.Max(0, (shares[c] * without[i - 1]) - completes);
                left += completes;
            }

            without[i] = Math.Max(0, without[i - 1] - left);
        }

        return 1 - without[draws];
    }
}
