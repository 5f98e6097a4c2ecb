namespace PrefLab.Metrics;

/// <summary>Draws multinomial counts at a cost that does not depend on the number of trials.</summary>
internal static class Multinomial
{
    /// <summary>Draws as many with replacement as there are, by conditional binomials.</summary>
    /// <param name="weights">Numbers of comparisons of P patterns, each ≥ 0.</param>
    /// <param name="random">The generator.</param>
    /// <returns>P counts with the same sum.</returns>
    /// <remarks>O(P) expected.</remarks>
    public static long[] Resample(ReadOnlySpan<long> weights, SplitMix64 random) => Draw(null, weights, random);

    /// <summary>Draws any number with replacement, by conditional binomials.</summary>
    /// <param name="number">Number of draws, ≥ 0; null for as many as there are.</param>
    /// <param name="weights">Numbers of comparisons of P patterns, each ≥ 0, not all 0 where anything is drawn.</param>
    /// <param name="random">The generator.</param>
    /// <returns>P counts that add up to the number.</returns>
    /// <remarks>O(P) expected.</remarks>
    public static long[] Draw(long? number, ReadOnlySpan<long> weights, SplitMix64 random)
    {
        var left = 0L;
        foreach (var weight in weights)
        {
            left += weight;
        }

        var drawn = new long[weights.Length];
        var trials = number ?? left;
        for (var i = 0; i < weights.Length && trials > 0; i++)
        {
            drawn[i] = weights[i] == left ? trials : Binomial(trials, (double)weights[i] / left, random);
            trials -= drawn[i];
            left -= weights[i];
        }

        return drawn;
    }

    /// <summary>Draws a binomial count.</summary>
    /// <param name="trials">Number of trials, n ≥ 0.</param>
    /// <param name="probability">Probability of a success, p in [0, 1].</param>
    /// <param name="random">The generator.</param>
    /// <returns>A count in [0, n].</returns>
    /// <remarks>
    /// O(1) expected: inversion while n·min(p, 1−p) &lt; 10 (Kachitvichyanukul and Schmeiser 1988, https://doi.org/10.1145/42372.42381),
    /// else transformed rejection (Hörmann 1993, https://doi.org/10.1080/00949659308811496, algorithm BTRS).
    /// </remarks>
    public static long Binomial(long trials, double probability, SplitMix64 random) => probability switch
    {
        _ when trials == 0 => 0,
        0 => 0,
        > .5 => trials - Binomial(trials, 1 - probability, random),
        _ when trials * probability < 10 => Inversion(trials, probability, random),
        _ => TransformedRejection(trials, probability, random),
    };

    private static long Inversion(long trials, double probability, SplitMix64 random)
    {
        var odds = probability / (1 - probability);
        var atZero = Math.Exp(trials * Math.Log(1 - probability));
        while (true)
        {
            var u = random.NextDouble();
            var mass = atZero;
            for (var count = 0L; count <= trials; count++)
            {
                if (u < mass)
                {
                    return count;
                }

                u -= mass;
                mass *= odds * (trials - count) / (count + 1);
            }
        }
    }

    private static long TransformedRejection(long trials, double probability, SplitMix64 random)
    {
        double n = trials;
        var odds = probability / (1 - probability);
        var deviation = Math.Sqrt(n * probability * (1 - probability));
        var b = 1.15 + (2.53 * deviation);
        var a = -.0873 + (.0248 * b) + (.01 * probability);
        var centre = (n * probability) + .5;
        var alpha = (2.83 + (5.1 / b)) * deviation;
        var mode = Math.Floor((n + 1) * probability);
        while (true)
        {
            var u = random.NextDouble() - .5;
            var v = random.NextDouble();
            var distance = .5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / distance) + b) * u) + centre);
            if (distance >= .07 && v <= .92 - (4.2 / b))
            {
                return (long)count;
            }

            if (!(count >= 0 && count <= n))
            {
                continue;
            }

            var logRatio = ((mode + .5) * Math.Log((mode + 1) / (odds * (n - mode + 1))))
                + ((n + 1) * Math.Log((n - mode + 1) / (n - count + 1)))
                + ((count + .5) * Math.Log(odds * (n - count + 1) / (count + 1)))
                + StirlingTail(mode) + StirlingTail(n - mode) - StirlingTail(count) - StirlingTail(n - count);
            if (Math.Log(v * alpha / ((a / (distance * distance)) + b)) <= logRatio)
            {
                return (long)count;
            }
        }
    }

    /// <summary>Gets log k! − (log √2π + (k + ½) log(k + 1) − (k + 1)), exact in the table, to 1e-10 beyond.</summary>
    private static double StirlingTail(double k)
    {
        ReadOnlySpan<double> table =
        [
            .0810614667953272, .0413406959554092, .0276779256849983, .0207906721037650, .0166446911898211,
            .0138761288230707, .0118967099458917, .0104112652619720, .00925546218271273, .00833056343336287,
        ];
        if (k < table.Length)
        {
            return table[(int)k];
        }

        var next = k + 1;
        return ((1.0 / 12) - (((1.0 / 360) - (1.0 / 1260 / (next * next))) / (next * next))) / next;
    }
}
