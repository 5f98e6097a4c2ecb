using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrefLab.Metrics;

/// <summary>
/// The inner loop of all models in which a comparison has one of S hidden states and every annotator labels each state in a way of
/// their own: turns weights into the probabilities of the states and, in the same pass over the labels, those into expected counts.
/// </summary>
/// <remarks>
/// States are padded to a multiple of eight, so that a label costs one or a few vector additions. The comparisons are cut into a fixed
/// number of portions whose counts are added in order: the result does not depend on the number of processors.
/// </remarks>
internal sealed class LatentClassPass
{
    private const int Lanes = 8;

    private readonly RatingTable table;
    private readonly LatentClassPortion[] portions;

    /// <param name="table">The labels.</param>
    /// <param name="states">Number of hidden states, S ≥ 1.</param>
    public LatentClassPass(RatingTable table, int states)
    {
        this.table = table;
        States = states;
        // Counts and confusion matrices are the larger ones unless annotators are few.
        RatingTable.ThrowIfTooMany(Math.Max((long)table.Annotators * table.Categories, table.Comparisons), states + Lanes - 1, nameof(table));
        Stride = (states + Lanes - 1) / Lanes * Lanes;
        Posterior = new double[(long)table.Comparisons * Stride];
        Counts = new double[(long)table.Annotators * table.Categories * Stride];
        Weights = new double[Counts.Length];
        StateCounts = new double[Stride];
        StateWeights = new double[Stride];
        StateWeights.AsSpan(states).Fill(double.NegativeInfinity);
        portions = LatentClassPortion.Cut(table, Counts.Length, Stride);
    }

    public int States { get; }

    /// <summary>Distance between two comparisons in <see cref="Posterior"/> and between two labels in <see cref="Weights"/>.</summary>
    public int Stride { get; }

    /// <summary>Probability of each state: N rows of Stride entries, 0 in the padding.</summary>
    public double[] Posterior { get; }

    /// <summary>Expected number of comparisons in each state, over comparisons with a label.</summary>
    public double[] StateCounts { get; }

    /// <summary>Logarithm of each state's prior weight; −∞ in the padding.</summary>
    public double[] StateWeights { get; }

    /// <summary>Expected number of labels: [annotator, label, state].</summary>
    public double[] Counts { get; }

    /// <summary>Logarithm of the weight of a label by an annotator in a state, aligned with <see cref="Counts"/>.</summary>
    public double[] Weights { get; }

    /// <summary>Makes a pass with one state a category that begins with each comparison's share of labels.</summary>
    /// <exception cref="ArgumentException">The table has no label, or an option is outside its range.</exception>
    public static LatentClassPass Begin(RatingTable table, EmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        RatingTable.ThrowIfNoLabel(table);
        var pass = new LatentClassPass(table, table.Categories);
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var labels = table.LabelsOf(comparison);
            foreach (var label in labels)
            {
                pass.Posterior[((long)comparison * pass.Stride) + label] += 1.0 / labels.Length;
            }
        }

        pass.Count();
        return pass;
    }

    /// <summary>Counts what <see cref="Posterior"/> says, without changing it.</summary>
    public void Count() => Run(static (pass, portion) => pass.CountPortion(portion));

    /// <summary>Sets <see cref="Posterior"/> from the weights, and the counts from that.</summary>
    /// <returns>Σ over comparisons of log Σ over states of the weight, and the largest change of a probability.</returns>
    public (double LogLikelihood, double Change) Update()
    {
        Run(static (pass, portion) => pass.UpdatePortion(portion));
        return (portions.Sum(portion => portion.LogLikelihood), portions.Max(portion => portion.Change));
    }

    private void Run(Action<LatentClassPass, LatentClassPortion> action)
    {
        if (portions.Length == 1)
        {
            action(this, portions[0]);
        }
        else
        {
            Parallel.ForEach(portions, portion => action(this, portion));
        }

        Array.Clear(Counts);
        Array.Clear(StateCounts);
        foreach (var portion in portions)
        {
            AddTo(Counts, portion.Counts);
            AddTo(StateCounts, portion.StateCounts);
        }
    }

    private void CountPortion(LatentClassPortion portion)
    {
        portion.Clear();
        for (var comparison = portion.First; comparison < portion.End; comparison++)
        {
            Scatter(comparison, portion);
        }
    }

    private void UpdatePortion(LatentClassPortion portion)
    {
        portion.Clear();
        if (Stride == Lanes)
        {
            UpdateNarrow(portion);
            return;
        }

        var sums = new double[Stride].AsSpan();
        for (var comparison = portion.First; comparison < portion.End; comparison++)
        {
            Gather(comparison, sums);
            var (logarithm, change) = Normalise(sums, Posterior.AsSpan(comparison * Stride, Stride));
            portion.LogLikelihood += table.LabelsOf(comparison).Length > 0 ? logarithm : 0;
            portion.Change = Math.Max(portion.Change, change);
            Scatter(comparison, portion);
        }
    }

    /// <summary>The same for up to eight states, which stay in a register.</summary>
    private void UpdateNarrow(LatentClassPortion portion)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(portion.Counts);
        ref var posterior = ref MemoryMarshal.GetArrayDataReference(Posterior);
        var stateWeights = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(StateWeights));
        var (stateCounts, change) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (logLikelihood, product) = (0.0, 1.0);
        for (var comparison = portion.First; comparison < portion.End; comparison++)
        {
            var annotators = table.AnnotatorsOf(comparison);
            var labels = table.LabelsOf(comparison);
            var sum = stateWeights;
            for (var i = 0; i < annotators.Length; i++)
            {
                sum += Vector512.LoadUnsafe(ref weights, RowOf(annotators[i], labels[i]));
            }

            var highest = Highest(sum);
            var exponential = Exponential(sum - Vector512.Create(highest));
            var total = Vector512.Sum(exponential);
            var probability = exponential / Vector512.Create(total);
            var at = (nuint)comparison * Lanes;
            change = Vector512.Max(change, Vector512.Abs(probability - Vector512.LoadUnsafe(ref posterior, at)));
            probability.StoreUnsafe(ref posterior, at);
            if (annotators.IsEmpty)
            {
                continue;
            }

            stateCounts += probability;
            for (var i = 0; i < annotators.Length; i++)
            {
                var row = RowOf(annotators[i], labels[i]);
                (Vector512.LoadUnsafe(ref counts, row) + probability).StoreUnsafe(ref counts, row);
            }

            // A total lies between 1 and 8, so that a hundred of them have one logarithm.
            logLikelihood += highest;
            product *= total;
            if (product > 1e200)
            {
                logLikelihood += Math.Log(product);
                product = 1;
            }
        }

        stateCounts.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(portion.StateCounts));
        portion.LogLikelihood = logLikelihood + Math.Log(product);
        portion.Change = Highest(change);
    }

    private nuint RowOf(int annotator, int label) => (nuint)(((annotator * table.Categories) + label) * Stride);

    /// <summary>The exponential. −∞, which the padding has, is kept from .NET's own: it would take the whole vector one by one.</summary>
    private static Vector512<double> Exponential(Vector512<double> exponent)
    {
        var impossible = Vector512.Equals(exponent, Vector512.Create(double.NegativeInfinity));
        return Vector512.ConditionalSelect(
            impossible, Vector512<double>.Zero, Vector512.Exp(Vector512.ConditionalSelect(impossible, Vector512<double>.Zero, exponent)));
    }

    private static double Highest(Vector512<double> vector)
    {
        var four = Vector256.Max(vector.GetLower(), vector.GetUpper());
        var two = Vector128.Max(four.GetLower(), four.GetUpper());
        return Math.Max(two.GetElement(0), two.GetElement(1));
    }

    /// <summary>Adds the weights of a comparison's labels to those of the states.</summary>
    private void Gather(int comparison, Span<double> sums)
    {
        StateWeights.CopyTo(sums);
        var annotators = table.AnnotatorsOf(comparison);
        var labels = table.LabelsOf(comparison);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights);
        for (var i = 0; i < annotators.Length; i++)
        {
            var row = RowOf(annotators[i], labels[i]);
            for (nuint at = 0; at < (nuint)Stride; at += Lanes)
            {
                (Vector512.LoadUnsafe(ref sum, at) + Vector512.LoadUnsafe(ref weights, row + at)).StoreUnsafe(ref sum, at);
            }
        }
    }

    private static (double Logarithm, double Change) Normalise(Span<double> sums, Span<double> posterior)
    {
        var highest = double.NegativeInfinity;
        foreach (var sum in sums)
        {
            highest = Math.Max(highest, sum);
        }

        ref var from = ref MemoryMarshal.GetReference(sums);
        var total = 0.0;
        for (nuint at = 0; at < (nuint)sums.Length; at += Lanes)
        {
            var exponential = Exponential(Vector512.LoadUnsafe(ref from, at) - Vector512.Create(highest));
            exponential.StoreUnsafe(ref from, at);
            total += Vector512.Sum(exponential);
        }

        ref var to = ref MemoryMarshal.GetReference(posterior);
        var change = Vector512<double>.Zero;
        for (nuint at = 0; at < (nuint)sums.Length; at += Lanes)
        {
            var probability = Vector512.LoadUnsafe(ref from, at) / total;
            change = Vector512.Max(change, Vector512.Abs(probability - Vector512.LoadUnsafe(ref to, at)));
            probability.StoreUnsafe(ref to, at);
        }

        return (highest + Math.Log(total), Highest(change));
    }

    /// <summary>Adds a comparison's probabilities to the counts of its labels.</summary>
    private void Scatter(int comparison, LatentClassPortion portion)
    {
        var annotators = table.AnnotatorsOf(comparison);
        var labels = table.LabelsOf(comparison);
        if (annotators.IsEmpty)
        {
            return;
        }

        ref var posterior = ref Posterior[(long)comparison * Stride];
        Add(ref MemoryMarshal.GetArrayDataReference(portion.StateCounts), 0, ref posterior);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(portion.Counts);
        for (var i = 0; i < annotators.Length; i++)
        {
            Add(ref counts, RowOf(annotators[i], labels[i]), ref posterior);
        }
    }

    private void Add(ref double target, nuint row, ref double source)
    {
        for (nuint at = 0; at < (nuint)Stride; at += Lanes)
        {
            (Vector512.LoadUnsafe(ref target, row + at) + Vector512.LoadUnsafe(ref source, at)).StoreUnsafe(ref target, row + at);
        }
    }

    private static void AddTo(Span<double> sum, ReadOnlySpan<double> part)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += part[i];
        }
    }
}
