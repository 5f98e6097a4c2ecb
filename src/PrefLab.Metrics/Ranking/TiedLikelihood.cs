using MathNet.Numerics.LinearAlgebra;

namespace PrefLab.Metrics;

/// <summary>
/// The log-likelihood of paired comparisons in the logarithms of the strengths and, under <see cref="TieRule.Davidson"/>, of ν in the last
/// place. An outcome's probability is its exponential over the sum of those of all outcomes of the pair.
/// </summary>
internal sealed class TiedLikelihood(int models, IReadOnlyList<ModelPair> pairs, TieRule ties)
{
    public int Parameters => ties == TieRule.Davidson ? models + 1 : models;

    public double ValueAt(Vector<double> beta)
    {
        var value = 0.0;
        foreach (var pair in pairs)
        {
            var (first, tie, second) = Counts(pair);
            var (toFirst, toTie, toSecond) = Exponents(beta, pair);
            var highest = Math.Max(toFirst, Math.Max(toTie, toSecond));
            var logarithm = highest + Math.Log(Math.Exp(toFirst - highest) + Math.Exp(toTie - highest) + Math.Exp(toSecond - highest));
            value += (first * (toFirst - logarithm)) + (second * (toSecond - logarithm)) + (tie > 0 ? tie * (toTie - logarithm) : 0);
        }

        return value;
    }

    /// <summary>The gradient, and minus the second derivatives, made regular by a term that holds the sum of the strengths.</summary>
    public (Vector<double> Gradient, Matrix<double> Information) DerivativesAt(Vector<double> beta)
    {
        var gradient = Vector<double>.Build.Dense(Parameters);
        var information = Matrix<double>.Build.Dense(Parameters, Parameters);
        information.SetSubMatrix(0, 0, Matrix<double>.Build.Dense(models, models, 1));
        gradient.SetSubVector(0, models, Vector<double>.Build.Dense(models, -beta.SubVector(0, models).Sum()));
        foreach (var pair in pairs)
        {
            Add(pair, beta, gradient, information);
        }

        return (gradient, information);
    }

    private void Add(ModelPair pair, Vector<double> beta, Vector<double> gradient, Matrix<double> information)
    {
        var (first, tie, second) = Counts(pair);
        var (toFirst, toTie, toSecond) = Exponents(beta, pair);
        var highest = Math.Max(toFirst, Math.Max(toTie, toSecond));
        var (p, t, q) = (Math.Exp(toFirst - highest), Math.Exp(toTie - highest), Math.Exp(toSecond - highest));
        (p, t, q) = (p / (p + t + q), t / (p + t + q), q / (p + t + q));
        var number = first + tie + second;

        // Each outcome's exponent is linear in the parameters: (1, 0), (½, ½ and ν), (0, 1).
        Span<int> at = [pair.First, pair.Second, models];
        ReadOnlySpan<double> outcomes = [first, tie, second];
        ReadOnlySpan<double> probabilities = [p, t, q];
        ReadOnlySpan<double> slopes = [1, 0, 0, .5, .5, 1, 0, 1, 0];
        var used = ties == TieRule.Davidson ? 3 : 2;
        for (var x = 0; x < used; x++)
        {
            var mean = Mean(probabilities, slopes, x);
            for (var outcome = 0; outcome < 3; outcome++)
            {
                gradient[at[x]] += outcomes[outcome] * (slopes[(outcome * 3) + x] - mean);
            }

            for (var y = 0; y < used; y++)
            {
                var product = 0.0;
                for (var outcome = 0; outcome < 3; outcome++)
                {
                    product += probabilities[outcome] * slopes[(outcome * 3) + x] * slopes[(outcome * 3) + y];
                }

                information[at[x], at[y]] += number * (product - (mean * Mean(probabilities, slopes, y)));
            }
        }
    }

    private static double Mean(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> slopes, int parameter) =>
        (probabilities[0] * slopes[parameter]) + (probabilities[1] * slopes[3 + parameter]) + (probabilities[2] * slopes[6 + parameter]);

    private (double First, double Tie, double Second) Counts(ModelPair pair) => ties == TieRule.Davidson
        ? (pair.FirstWins, pair.Ties, pair.SecondWins)
        : (pair.FirstWins + (pair.Ties / 2.0), 0, pair.SecondWins + (pair.Ties / 2.0));

    private (double First, double Tie, double Second) Exponents(Vector<double> beta, ModelPair pair) => (
        beta[pair.First],
        ties == TieRule.Davidson ? beta[models] + ((beta[pair.First] + beta[pair.Second]) / 2) : double.NegativeInfinity,
        beta[pair.Second]);
}
