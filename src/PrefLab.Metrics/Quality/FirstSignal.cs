namespace PrefLab.Metrics;

/// <summary>The exact distribution of the gold after which a rule first signals, for <see cref="OperatingCharacteristic"/>.</summary>
internal static class FirstSignal
{
    /// <summary>Probability mass of one state that is dropped: 1e-11 in all at the longest horizon.</summary>
    private const double Negligible = 1e-16;

    /// <summary>Computes the probabilities.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="accuracy">Probability of a right answer, in [0, 1].</param>
    /// <param name="horizon">Golds to look at, n ≥ 1.</param>
    /// <returns>n + 1 probabilities: that the first signal comes after gold i; the one at 0 is 0.</returns>
    public static double[] Probabilities(QualityRule rule, double accuracy, int horizon) => rule switch
    {
        QualityRule.None => new double[horizon + 1],
        QualityRule.Cusum cusum => OfSum(cusum, accuracy, horizon),
        _ => OfTally(rule, accuracy, horizon),
    };

    /// <summary>The state is the number of right answers, within the window where there is mass.</summary>
    private static double[] OfTally(QualityRule rule, double accuracy, int horizon)
    {
        var signals = new double[horizon + 1];
        var mass = new double[horizon + 2];
        mass[0] = 1;
        var (low, high) = (0, 0);
        for (var gold = 1; gold <= horizon && low <= high; gold++)
        {
            high++;
            for (var correct = high; correct >= low; correct--)
            {
                var here = (mass[correct] * (1 - accuracy)) + (correct > low ? mass[correct - 1] * accuracy : 0);
                if (here > 0 && rule.ShouldFlag(new GoldTally(gold, correct)))
                {
                    signals[gold] += here;
                    here = 0;
                }

                mass[correct] = here;
            }

            while (low <= high && mass[low] < Negligible)
            {
                mass[low++] = 0;
            }

            while (low <= high && mass[high] < Negligible)
            {
                mass[high--] = 0;
            }
        }

        return signals;
    }

    /// <summary>
    /// Between two zeros the sum is what the golds since the last zero make it, so that the state is their number s and how many of them were wrong;
    /// only h / (step up + step down) + 1 numbers of wrong answers keep the sum between zero and the threshold.
    /// </summary>
    private static double[] OfSum(QualityRule.Cusum rule, double accuracy, int horizon)
    {
        var signals = new double[horizon + 1];
        var (right, wrong) = (rule.Step(true), rule.Step(false));
        var width = (int)Math.Min(horizon + 1, (rule.Threshold / (wrong - right)) + 3);
        var sinceZero = new List<double[]> { new double[width], new double[width] };
        sinceZero[0][0] = 1;
        for (var gold = 1; gold <= horizon; gold++)
        {
            double atZero = 0;
            var longest = sinceZero.Count - 2;
            for (var since = longest; since >= 0; since--)
            {
                var (from, to) = (sinceZero[since], sinceZero[since + 1]);
                var (fewest, fewestNext) = (FewestErrors(since), FewestErrors(since + 1));
                for (var i = 0; i < width; i++)
                {
                    var mass = from[i];
                    from[i] = 0;
                    if (mass < Negligible)
                    {
                        continue;
                    }

                    var errors = fewest + i;
                    var sum = ((since - errors) * right) + (errors * wrong);
                    var falls = sum + right <= 0;
                    var reaches = sum + wrong >= rule.Threshold;
                    atZero += falls ? mass * accuracy : 0;
                    signals[gold] += reaches ? mass * (1 - accuracy) : 0;
                    if (!falls)
                    {
                        to[errors - fewestNext] += mass * accuracy;
                    }

                    if (!reaches)
                    {
                        to[errors + 1 - fewestNext] += mass * (1 - accuracy);
                    }
                }
            }

            sinceZero[0][0] = atZero;
            if (sinceZero[^1].Any(mass => mass >= Negligible))
            {
                sinceZero.Add(new double[width]);
            }
        }

        return signals;

        int FewestErrors(int since) => (int)(since * -right / (wrong - right));
    }
}
