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
    private const int LabelsPerPortion = 20_000;
    private const int MaxPortions = 16;

    private readonly RatingTable table;
    private readonly Portion[] portions;

    /// <param name="table">The labels.</param>
    /// <param name="states">Number of hidden states, S ≥ 1.</param>
    public LatentClassPass(RatingTable table, int states)
    {
        this.table = table;
        States = states;
        Stride = (states + Lanes - 1) / Lanes * Lanes;
        Posterior = new double[(long)table.Comparisons * Stride];
        Counts = new double[(long)table.Annotators * table.Categories * Stride];
        Weights = new double[Counts.Length];
        StateCounts = new double[Stride];
        StateWeights = new double[Stride];
        StateWeights.AsSpan(states).Fill(double.NegativeInfinity);
        portions = Cut(table, Math.Clamp(table.Labels / LabelsPerPortion, 1, MaxPortions), Counts.Length, Stride);
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
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        if (table.Labels == 0)
        {
            throw new ArgumentException("There is no label to aggregate.", nameof(table));
        }

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

    private static Portion[] Cut(RatingTable table, int number, int counts, int stride)
    {
        var cut = new Portion[number];
        var first = 0;
        for (var i = 0; i < number; i++)
        {
            var end = (int)((long)table.Comparisons * (i + 1) / number);
            cut[i] = new Portion(first, end, new double[counts], new double[stride]);
            first = end;
        }

        return cut;
    }

    private void Run(Action<LatentClassPass, Portion> action)
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

    private void CountPortion(Portion portion)
    {
        portion.Clear();
        for (var comparison = portion.First; comparison < portion.End; comparison++)
        {
            Scatter(comparison, portion);
        }
    }

    private void UpdatePortion(Portion portion)
    {
        portion.Clear();
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
            var row = (nuint)(((annotators[i] * table.Categories) + labels[i]) * Stride);
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
            var exponential = Vector512.Exp(Vector512.LoadUnsafe(ref from, at) - Vector512.Create(highest));
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

        var largest = 0.0;
        for (var lane = 0; lane < Lanes; lane++)
        {
            largest = Math.Max(largest, change[lane]);
        }

        return (highest + Math.Log(total), largest);
    }

    /// <summary>Adds a comparison's probabilities to the counts of its labels.</summary>
    private void Scatter(int comparison, Portion portion)
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
            Add(ref counts, (nuint)(((annotators[i] * table.Categories) + labels[i]) * Stride), ref posterior);
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

    /// <summary>A run of comparisons with counts of its own.</summary>
    private sealed class Portion(int first, int end, double[] counts, double[] stateCounts)
    {
        public int First { get; } = first;

        public int End { get; } = end;

        public double[] Counts { get; } = counts;

        public double[] StateCounts { get; } = stateCounts;

        public double LogLikelihood { get; set; }

        public double Change { get; set; }

        public void Clear()
        {
            Array.Clear(Counts);
            Array.Clear(StateCounts);
            LogLikelihood = 0;
            Change = 0;
        }
    }
}
