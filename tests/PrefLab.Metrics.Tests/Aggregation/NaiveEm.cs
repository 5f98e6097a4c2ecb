namespace PrefLab.Metrics.Tests;

/// <summary>Expectation-maximisation word for word: products instead of sums of logarithms, one comparison after the other, written apart from the fast path.</summary>
internal sealed class NaiveEm
{
    private readonly (int Comparison, int Annotator, int Label)[] rows;
    private readonly int[][] labelled;
    private readonly int k;

    /// <summary>Begins with each comparison's share of labels.</summary>
    public NaiveEm(RatingTable table)
    {
        k = table.Categories;
        rows = [.. Enumerable.Range(0, table.Comparisons).SelectMany(i => Enumerable.Range(0, table.LabelsOf(i).Length)
            .Select(j => (i, table.AnnotatorsOf(i)[j], (int)table.LabelsOf(i)[j])))];
        labelled = new int[table.Comparisons][];
        Posterior = [.. Enumerable.Range(0, table.Comparisons).Select(_ => new double[k])];
        Confusions = [.. Enumerable.Range(0, table.Annotators).Select(_ => new double[k, k])];
        Priors = new double[k];
        var groups = rows.Select((row, at) => (row.Comparison, At: at)).ToLookup(row => row.Comparison, row => row.At);
        for (var i = 0; i < labelled.Length; i++)
        {
            labelled[i] = [.. groups[i]];
            foreach (var at in labelled[i])
            {
                Posterior[i][rows[at].Label] += 1.0 / labelled[i].Length;
            }
        }
    }

    public double[][] Posterior { get; }

    public double[][,] Confusions { get; }

    public double[] Priors { get; }

    public double LogLikelihood { get; private set; }

    /// <summary>The largest change of a probability by the last step.</summary>
    public double Change { get; private set; }

    /// <summary>One step.</summary>
    /// <param name="confusion">Makes of an annotator's expected counts, [truth, label], the matrix of probabilities.</param>
    /// <param name="estimatePriors">Else all categories are equally frequent.</param>
    public void Step(Func<double[,], double[,]> confusion, bool estimatePriors = true)
    {
        var known = labelled.Count(of => of.Length > 0);
        for (var c = 0; c < k; c++)
        {
            Priors[c] = estimatePriors ? Posterior.Where((_, i) => labelled[i].Length > 0).Sum(row => row[c]) / known : 1.0 / k;
        }

        var counts = Confusions.Select(_ => new double[k, k]).ToArray();
        foreach (var (comparison, annotator, label) in rows)
        {
            for (var truth = 0; truth < k; truth++)
            {
                counts[annotator][truth, label] += Posterior[comparison][truth];
            }
        }

        for (var annotator = 0; annotator < counts.Length; annotator++)
        {
            Confusions[annotator] = confusion(counts[annotator]);
        }

        Expect();
    }

    /// <summary>Sets <see cref="Posterior"/> from <see cref="Priors"/> and <see cref="Confusions"/>.</summary>
    public void Expect()
    {
        (LogLikelihood, Change) = (0, 0);
        for (var i = 0; i < labelled.Length; i++)
        {
            double Joint(int truth) => labelled[i].Aggregate(Priors[truth], (product, at) => product * Confusions[rows[at].Annotator][truth, rows[at].Label]);
            var joint = Enumerable.Range(0, k).Select(Joint).ToArray();
            LogLikelihood += labelled[i].Length > 0 ? Math.Log(joint.Sum()) : 0;
            Change = Math.Max(Change, joint.Select((one, truth) => Math.Abs((one / joint.Sum()) - Posterior[i][truth])).Max());
            Posterior[i] = [.. joint.Select(one => one / joint.Sum())];
        }
    }
}
