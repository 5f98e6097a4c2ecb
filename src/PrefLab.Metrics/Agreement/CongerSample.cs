namespace PrefLab.Metrics;

/// <summary>A table of labels, to compute Conger's kappa of it and of samples of its comparisons.</summary>
internal sealed class CongerSample
{
    private readonly RatingTable table;
    private readonly CategoryWeights weights;

    /// <summary>Mean disagreement of the pairs of labels of each comparison; 0 for those with one label.</summary>
    private readonly double[] disagreements;

    /// <summary>W × k numbers of labels.</summary>
    private readonly long[] counts;

    private readonly Chance chance;
    private readonly double disagreement;

    public CongerSample(RatingTable table, CategoryWeights weights)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowIfNotFor(table.Categories);
        (this.table, this.weights) = (table, weights);
        disagreements = [.. Enumerable.Range(0, table.Comparisons).Select(DisagreementOf)];
        (counts, disagreement, Paired) = Count(Once());
        chance = ChanceOf(counts);
        Whole = Kappa(disagreement, Paired, chance);
    }

    /// <summary>Kappa of the table.</summary>
    public Estimate Whole { get; }

    /// <summary>Number of comparisons with two labels or more.</summary>
    public long Paired { get; }

    /// <summary>Each comparison once.</summary>
    public long[] Once() => [.. Enumerable.Repeat(1L, table.Comparisons)];

    /// <summary>Kappa of a sample: how often it has each comparison.</summary>
    public Estimate Of(long[] times)
    {
        var (sampled, sum, paired) = Count(times);
        return Kappa(sum, paired, ChanceOf(sampled));
    }

    /// <summary>Kappa of all comparisons but one; only its annotators' shares are computed anew.</summary>
    public Estimate Without(int comparison)
    {
        var annotators = table.AnnotatorsOf(comparison);
        var labels = table.LabelsOf(comparison);
        var rest = new Chance([.. chance.Shares], chance.Alone, chance.Annotators);
        Change(rest, annotators, -1);
        for (var i = 0; i < labels.Length; i++)
        {
            counts[(annotators[i] * table.Categories) + labels[i]]--;
        }

        Change(rest, annotators, 1);
        for (var i = 0; i < labels.Length; i++)
        {
            counts[(annotators[i] * table.Categories) + labels[i]]++;
        }

        return Kappa(disagreement - disagreements[comparison], Paired - (labels.Length < 2 ? 0 : 1), rest);
    }

    /// <summary>The linearised standard error; kappa is defined, and there are two paired comparisons.</summary>
    public double StandardError()
    {
        var (k, kappa) = (table.Categories, Whole.Value!.Value);
        var pairs = chance.Annotators * (chance.Annotators - 1.0);
        var notByChance = NotByChance(chance);
        double n = Enumerable.Range(0, table.Comparisons).Count(comparison => !table.LabelsOf(comparison).IsEmpty);
        var effects = new double[counts.Length];
        for (var annotator = 0; annotator < table.Annotators; annotator++)
        {
            SetEffects(annotator, effects.AsSpan(annotator * k, k), n / pairs);
        }

        double squares = 0;
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var labels = table.LabelsOf(comparison);
            var annotators = table.AnnotatorsOf(comparison);
            var own = 0.0;
            for (var i = 0; i < labels.Length; i++)
            {
                own += effects[(annotators[i] * k) + labels[i]];
            }

            var agreement = labels.Length < 2 ? 0 : n / Paired * (1 - (disagreements[comparison] / notByChance));
            var deviation = agreement + (2 * (1 - kappa) * own / notByChance) - kappa;
            squares += labels.IsEmpty ? 0 : deviation * deviation;
        }

        return Math.Sqrt(squares / (n * (n - 1)));
    }

    /// <summary>How much one label more by an annotator changes disagreement by chance, for each category.</summary>
    private void SetEffects(int annotator, Span<double> effects, double scale)
    {
        var own = counts.AsSpan(annotator * table.Categories, table.Categories);
        double labels = Sum(own);
        var mean = 0.0;
        for (var c = 0; c < own.Length && labels > 0; c++)
        {
            for (var other = 0; other < own.Length; other++)
            {
                effects[c] += (1 - weights[c, other]) * (chance.Shares[other] - (own[other] / labels)) * scale / labels;
            }

            mean += effects[c] * own[c] / labels;
        }

        foreach (ref var effect in effects)
        {
            effect -= mean;
        }
    }

    private (long[] Counts, double Disagreement, long Paired) Count(long[] times)
    {
        var sampled = new long[table.Annotators * table.Categories];
        var (sum, paired) = (0.0, 0L);
        for (var comparison = 0; comparison < times.Length; comparison++)
        {
            if (times[comparison] == 0)
            {
                continue;
            }

            var labels = table.LabelsOf(comparison);
            var annotators = table.AnnotatorsOf(comparison);
            sum += times[comparison] * disagreements[comparison];
            paired += labels.Length < 2 ? 0 : times[comparison];
            for (var i = 0; i < labels.Length; i++)
            {
                sampled[(annotators[i] * table.Categories) + labels[i]] += times[comparison];
            }
        }

        return (sampled, sum, paired);
    }

    private Chance ChanceOf(long[] sampled)
    {
        var all = new Chance(new double[table.Categories], 0, 0);
        for (var annotator = 0; annotator < table.Annotators; annotator++)
        {
            all.Add(sampled.AsSpan(annotator * table.Categories, table.Categories), 1, weights);
        }

        return all;
    }

    private void Change(Chance all, ReadOnlySpan<int> annotators, int sign)
    {
        for (var i = 0; i < annotators.Length; i++)
        {
            if (!annotators[..i].Contains(annotators[i]))
            {
                all.Add(counts.AsSpan(annotators[i] * table.Categories, table.Categories), sign, weights);
            }
        }
    }

    private Estimate Kappa(double sum, long paired, Chance all)
    {
        if (paired == 0 || all.Annotators < 2)
        {
            return paired == 0 ? Undefined.NoPairs : Undefined.OneAnnotator;
        }

        var notByChance = NotByChance(all);
        return notByChance < 1e-12 ? Undefined.NoVariation : Estimate.Of(1 - (sum / paired / notByChance));
    }

    private double NotByChance(Chance all) =>
        (Disagreement(all.Shares, weights) - all.Alone) / (all.Annotators * (all.Annotators - 1.0));

    private double DisagreementOf(int comparison)
    {
        var labels = table.LabelsOf(comparison);
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += 1 - weights[labels[i], labels[j]];
            }
        }

        return labels.Length < 2 ? 0 : sum / (labels.Length * (labels.Length - 1.0) / 2);
    }

    private static double Disagreement(ReadOnlySpan<double> shares, CategoryWeights weights)
    {
        double sum = 0;
        for (var c = 0; c < shares.Length; c++)
        {
            for (var other = 0; other < shares.Length; other++)
            {
                sum += shares[c] * shares[other] * (1 - weights[c, other]);
            }
        }

        return sum;
    }

    private static long Sum(ReadOnlySpan<long> own)
    {
        var sum = 0L;
        foreach (var count in own)
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>Sums over annotators with a label: of their shares, and of the disagreement of each with themselves.</summary>
    private sealed class Chance(double[] shares, double alone, int annotators)
    {
        public double[] Shares { get; } = shares;

        public double Alone { get; private set; } = alone;

        public int Annotators { get; private set; } = annotators;

        public void Add(ReadOnlySpan<long> own, int sign, CategoryWeights weights)
        {
            double labels = Sum(own);
            if (labels == 0)
            {
                return;
            }

            Span<double> ownShares = stackalloc double[own.Length];
            for (var c = 0; c < own.Length; c++)
            {
                ownShares[c] = own[c] / labels;
                Shares[c] += sign * ownShares[c];
            }

            Alone += sign * Disagreement(ownShares, weights);
            Annotators += sign;
        }
    }
}
