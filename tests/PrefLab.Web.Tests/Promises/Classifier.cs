namespace PrefLab.Web.Tests.Promises;

/// <summary>Tells golds from the rest as well as a straight line can: how well is the area under its ROC curve, .5 for a guess.</summary>
internal static class Classifier
{
    private const int Steps = 60;

    private const double Rate = .5;

    private const double Ridge = .001;

    /// <summary>The share of pairs of a positive and a negative in which the positive scores higher; half of it for a tie.</summary>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        double[] sorted = [.. scores];
        bool[] sortedPositive = [.. positive];
        Array.Sort(sorted, sortedPositive);
        var (ranks, positives) = (0.0, 0.0);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            var here = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                here += sortedPositive[end] ? 1 : 0;
            }

            positives += here;
            ranks += here * ((start + 1 + end) / 2.0);
        }

        return (ranks - (positives * (positives + 1) / 2)) / (positives * (sorted.Length - positives));
    }

    /// <summary>Percentiles 2.5 and 97.5 of the area over resamples of whole groups.</summary>
    public static (double Low, double High) Interval(double[] scores, bool[] positive, int[] groups, Random random, int replicates = 100)
    {
        var members = Enumerable.Range(0, groups.Length).GroupBy(index => groups[index]).Select(group => group.ToArray()).ToArray();
        var areas = new double[replicates];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            int[] drawn = [.. Enumerable.Range(0, members.Length).SelectMany(_ => members[random.Next(members.Length)])];
            areas[replicate] = Auc([.. drawn.Select(index => scores[index])], [.. drawn.Select(index => positive[index])]);
        }

        Array.Sort(areas);
        return (areas[(int)(.025 * replicates)], areas[(int)(.975 * replicates)]);
    }

    /// <summary>Scores from a logistic regression on everything, each by a fit that has not seen its fold: all of a group is in one.</summary>
    public static double[] CrossValidated(double[][] features, bool[] positive, int[] groups, int folds = 5)
    {
        var rows = Standardized(features);
        var scores = new double[rows.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] seen = [.. Enumerable.Range(0, rows.Length).Where(row => groups[row] % folds != fold)];
            var weights = Fit(rows, positive, seen);
            for (var row = 0; row < rows.Length; row++)
            {
                scores[row] = groups[row] % folds == fold ? Score(weights, rows[row]) : scores[row];
            }
        }

        return scores;
    }

    private static double[] Fit(double[][] rows, bool[] positive, int[] seen)
    {
        var weights = new double[rows[0].Length];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = weights.Select(weight => -Ridge * weight).ToArray();
            foreach (var row in seen)
            {
                var error = ((positive[row] ? 1 : 0) - (1 / (1 + Math.Exp(-Score(weights, rows[row]))))) / seen.Length;
                for (var column = 0; column < weights.Length; column++)
                {
                    gradient[column] += error * rows[row][column];
                }
            }

            for (var column = 0; column < weights.Length; column++)
            {
                weights[column] += Rate * gradient[column];
            }
        }

        return weights;
    }

    private static double Score(double[] weights, double[] row)
    {
        var sum = 0.0;
        for (var column = 0; column < weights.Length; column++)
        {
            sum += weights[column] * row[column];
        }

        return sum;
    }

    /// <summary>Mean 0 and deviation 1 by column; a column that is the same everywhere becomes 0. The first is 1 throughout.</summary>
    private static double[][] Standardized(double[][] features)
    {
        var rows = features.Select(row => new double[row.Length + 1]).ToArray();
        for (var column = 0; column < features[0].Length; column++)
        {
            var mean = features.Average(row => row[column]);
            var deviation = Math.Sqrt(features.Average(row => (row[column] - mean) * (row[column] - mean)));
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row][0] = 1;
                rows[row][column + 1] = deviation > 1e-9 ? (features[row][column] - mean) / deviation : 0;
            }
        }

        return rows;
    }
}
