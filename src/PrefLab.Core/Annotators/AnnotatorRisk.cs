namespace PrefLab.Core.Annotators;

/// <summary>The chance that an annotator answers fewer golds right than the project wants.</summary>
public static class AnnotatorRisk
{
    /// <summary>The prior Beta(4, 1), mean 80 %: a newcomer stands near the bottom of the list.</summary>
    private const int PriorRight = 4;

    private const int PriorWrong = 1;

    /// <summary>P(accuracy &lt; limit) under Beta(4 + right, 1 + wrong).</summary>
    /// <param name="golds">Golds answered, ≥ 0.</param>
    /// <param name="correct">Those right, in [0, <paramref name="golds"/>].</param>
    /// <param name="limit">The project's limit, in [0, 1].</param>
    /// <remarks>O(golds): with whole parameters the distribution function of Beta(a, b) is a binomial tail, P(Bin(a + b − 1, x) ≥ a).</remarks>
    public static double Of(int golds, int correct, double limit)
    {
        if (limit is <= 0 or >= 1)
        {
            return limit <= 0 ? 0 : 1;
        }

        var a = PriorRight + correct;
        var n = a + PriorWrong + golds - correct - 1;
        var (logOdds, logTerm, tail) = (Math.Log(limit / (1 - limit)), n * Math.Log(1 - limit), 0.0);
        for (var successes = 0; successes <= n; successes++)
        {
            tail += successes >= a ? Math.Exp(logTerm) : 0;
            logTerm += Math.Log((n - successes) / (double)(successes + 1)) + logOdds;
        }

        return Math.Clamp(tail, 0, 1);
    }
}
