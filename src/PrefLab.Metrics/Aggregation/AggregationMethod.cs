namespace PrefLab.Metrics;

/// <summary>A method of aggregation by name, for settings, the API and exports, with its usual options.</summary>
public sealed record AggregationMethod
{
    private const string DawidSkenePaper = "Dawid and Skene (1979), https://doi.org/10.2307/2346806";

    private AggregationMethod()
    {
    }

    /// <summary>Gets the stable identifier in snake case.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the English name for tables.</summary>
    public required string Name { get; init; }

    /// <summary>Gets one English sentence that says how the method decides.</summary>
    public required string Definition { get; init; }

    /// <summary>Gets where the method comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Gets which renamings of the categories leave the result as it is, renamed.</summary>
    public Relabelling Relabelling { get; init; }

    /// <summary>Gets a value indicating whether the method begins at random, by a fixed seed: another order of the labels may change the result.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>Gets the method; its arguments are those of <see cref="Aggregate"/>.</summary>
    private Func<RatingTable, IReadOnlyList<double>?, Aggregation> Compute { get; init; } = null!;

    /// <summary>Gets every method, in the order in which tables show them.</summary>
    public static IReadOnlyList<AggregationMethod> All { get; } =
    [
        Of("majority", "Majority", "Each label is one vote.", "Plurality of votes", (table, _) => MajorityVote.Compute(table)),
        Of("weighted_vote", "Weighted vote", "Each label is a vote weighted by the log-odds of its annotator's known accuracy.", "Nitzan and Paroush (1982), https://doi.org/10.2307/2526438", Weighted),
        Of("one_coin", "One coin", "Labels are weighted by accuracies that are estimated together with the truth, one an annotator.", "Zhang, Chen, Zhou and Jordan (2016), https://www.jmlr.org/papers/v17/14-511.html", (table, _) => OneCoin.Fit(table, estimatePriors: true, new EmOptions())),
        Of("dawid_skene", "Dawid–Skene, smoothed", "Confusion matrices with pseudo-counts are estimated together with the truth, one an annotator.", DawidSkenePaper, (table, _) => DawidSkene.Fit(table, ConfusionPrior.Map, new EmOptions())),
        Of("dawid_skene_ordinal", "Dawid–Skene, smoothed along the scale", "As smoothed Dawid–Skene, with near misses expected more than far ones.", DawidSkenePaper, (table, _) => DawidSkene.Fit(table, ConfusionPrior.Ordinal, new EmOptions())) with { Relabelling = Relabelling.Mirror },
        Of("dawid_skene_ml", "Dawid–Skene, plain", "Confusion matrices are estimated together with the truth by maximum likelihood, which needs many labels an annotator.", DawidSkenePaper, (table, _) => DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions())),
        Of("subtypes", "Subtypes", "Confusion matrices for easy and treacherous comparisons apart, so that people who err together are not taken for independent.", "Li, Rubinstein and Cohn (2019), https://proceedings.mlr.press/v97/li19i.html", (table, _) => SubtypeModel.Fit(table, new SubtypeOptions())) with { IsSeeded = true },
    ];

    /// <summary>Finds a method by its identifier.</summary>
    /// <param name="id">An <see cref="Id"/>, exactly.</param>
    /// <returns>The method.</returns>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    /// <remarks>O(number of methods).</remarks>
    public static AggregationMethod Find(string id) => All.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"\"{id}\" is no method of aggregation; there are {string.Join(", ", All.Select(one => one.Id))}.", nameof(id));

    /// <summary>Aggregates labels.</summary>
    /// <param name="table">The labels: N comparisons, W annotators, k categories.</param>
    /// <param name="accuracies">For the weighted vote: the accuracy of each annotator (length W), each in (0, 1); other methods do not look at it.</param>
    /// <returns>What the method says, with its version.</returns>
    /// <exception cref="ArgumentException">The table has no label, or the weighted vote does not get an accuracy for each annotator.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An accuracy is outside (0, 1).</exception>
    /// <remarks>Complexity and options are those of the method's own type.</remarks>
    public Aggregation Aggregate(RatingTable table, IReadOnlyList<double>? accuracies = null) => Compute(table, accuracies);

    /// <summary>Names the method.</summary>
    /// <returns>The identifier.</returns>
    public override string ToString() => Id;

    private static AggregationMethod Of(string id, string name, string definition, string source, Func<RatingTable, IReadOnlyList<double>?, Aggregation> compute) =>
        new() { Id = id, Name = name, Definition = definition, Source = source, Compute = compute };

    private static Aggregation Weighted(RatingTable table, IReadOnlyList<double>? accuracies)
    {
        RatingTable.ThrowIfNoLabel(table);
        return WeightedVote.Compute(
            table, accuracies ?? throw new ArgumentException("A weighted vote needs the accuracy of each annotator.", nameof(accuracies)));
    }
}
