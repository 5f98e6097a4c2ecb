using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace PrefLab.Metrics;

/// <summary>Bradley and Terry's model of paired comparisons between source models, with ties.</summary>
public static class BradleyTerry
{
    private const int MostModels = 2_000;
    private const int MaxSteps = 200;
    private const double Enough = 1e-12;

    /// <summary>Where the estimate is finite no variance comes near: even one win each way among 10⁹ labels leaves about 1.</summary>
    private const double Unbounded = 1e6;

    /// <summary>Estimates the strengths by maximum likelihood.</summary>
    /// <param name="models">Number of models, M in [2, 2,000].</param>
    /// <param name="pairs">What was compared; the same two models may come more than once, in either order.</param>
    /// <param name="ties">What a tie says.</param>
    /// <param name="confidence">Nominal coverage of the intervals, in (0, 1), for example .95.</param>
    /// <returns>
    /// The ranking; or the reason why there is none: the estimate is finite only where every model can be reached from every other
    /// through wins and ties; and where ties are an outcome of their own, ties alone may be too little for that.
    /// </returns>
    /// <exception cref="ArgumentException">A pair names a model twice; the message names the pair.</exception>
    /// <exception cref="ArgumentOutOfRangeException">M is outside [2, 2,000], a model is outside [0, M), a number is negative, the rule is unknown, or the confidence is outside (0, 1).</exception>
    /// <remarks>
    /// Newton's method on the logarithms of the strengths, in which the likelihood is concave: O(steps · (P + M³)) for P pairs. Intervals
    /// from the inverse of the observed information. Bradley and Terry (1952), https://doi.org/10.2307/2334029; Davidson (1970),
    /// https://doi.org/10.1080/01621459.1970.10481082, equation 2.2; Hunter (2004), https://doi.org/10.1214/aos/1079120141, on existence.
    /// </remarks>
    public static ModelRanking Fit(int models, IReadOnlyList<ModelPair> pairs, TieRule ties, double confidence)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(models, MostModels);
        Interval.ThrowIfNotConfidence(confidence);
        if (!Enum.IsDefined(ties))
        {
            throw new ArgumentOutOfRangeException(nameof(ties), ties, "There is no such rule.");
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            Check(pairs, i, models);
        }

        if (!WinGraph.IsConnected(models, pairs))
        {
            return new ModelRanking([], [], null, null, "Some models have never won against, or never lost to, any of the others, so that their strengths have no common scale.");
        }

        if (ties == TieRule.Davidson && pairs.All(pair => pair.Ties == 0))
        {
            return new ModelRanking([], [], null, null, "There is no tie, so that how likely ties are cannot be estimated; count ties as half a win.");
        }

        var likelihood = new TiedLikelihood(models, pairs, ties);
        var beta = Climb(likelihood);
        return ToRanking(likelihood, beta, models, ties, confidence);
    }

    private static void Check(IReadOnlyList<ModelPair> pairs, int index, int models)
    {
        var pair = pairs[index];
        foreach (var model in (int[])[pair.First, pair.Second])
        {
            if ((uint)model >= (uint)models)
            {
                throw new ArgumentOutOfRangeException(nameof(pairs), model, $"Pair {index} names model {model}; it must lie in [0, {models}).");
            }
        }

        if (pair.First == pair.Second)
        {
            throw new ArgumentException($"Pair {index} compares model {pair.First} with itself.", nameof(pairs));
        }

        if (Math.Min(pair.FirstWins, Math.Min(pair.Ties, pair.SecondWins)) < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pairs), pair, $"Pair {index} has a negative number.");
        }
    }

    /// <summary>Newton steps, halved until the likelihood rises.</summary>
    private static Vector<double> Climb(TiedLikelihood likelihood)
    {
        var beta = Vector<double>.Build.Dense(likelihood.Parameters);
        var value = likelihood.ValueAt(beta);
        for (var step = 0; step < MaxSteps; step++)
        {
            var (gradient, information) = likelihood.DerivativesAt(beta);
            var direction = information.Solve(gradient);
            var length = 1.0;
            var next = beta + direction;
            if (!next.All(double.IsFinite))
            {
                break;
            }

            while (likelihood.ValueAt(next) < value && length > 1e-10)
            {
                length /= 2;
                next = beta + (length * direction);
            }

            beta = next;
            value = Math.Max(value, likelihood.ValueAt(next));
            if (direction.AbsoluteMaximum() < Enough)
            {
                break;
            }
        }

        return beta;
    }

    private static ModelRanking ToRanking(TiedLikelihood likelihood, Vector<double> beta, int models, TieRule ties, double confidence)
    {
        // The information holds the sum of the strengths at 0; the variance that this adds along the sum is taken off again.
        var covariance = likelihood.DerivativesAt(beta).Information.Inverse();
        if (!covariance.Diagonal().All(variance => variance is >= 0 and < Unbounded))
        {
            return new ModelRanking([], [], null, null, "Ties alone hold some models together, so that ever larger differences with ever likelier ties fit ever better; count ties as half a win.");
        }

        var quantile = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var strengths = beta.SubVector(0, models);
        strengths -= strengths.Sum() / models;
        var total = strengths.PointwiseExp().Sum();
        return new ModelRanking(
            [.. strengths.Select((strength, i) =>
            {
                var margin = quantile * Math.Sqrt(Math.Max(covariance[i, i] - (1.0 / (models * (double)models)), 0));
                return Interval.Of(strength, strength - margin, strength + margin, confidence);
            })],
            [.. strengths.Select(strength => Math.Exp(strength) / total)],
            ties == TieRule.Davidson ? Math.Exp(beta[models]) : null,
            likelihood.ValueAt(beta),
            null);
    }
}
