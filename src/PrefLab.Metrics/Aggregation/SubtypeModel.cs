using MathNet.Numerics;

namespace PrefLab.Metrics;

/// <summary>
/// A Bayesian model in which every true category has subtypes, such as easy and treacherous comparisons, and an annotator a row of the
/// confusion matrix for each: people who are wrong together about the same comparisons are not taken for independent witnesses.
/// </summary>
/// <remarks>
/// With one subtype it is Bayesian classifier combination. How many subtypes there are, and which of several random beginnings is
/// believed, is decided by the bound on the evidence: nothing is tuned on true answers.
/// </remarks>
public static class SubtypeModel
{
    /// <summary>The method and its version, as <see cref="Aggregation.Method"/> shows it.</summary>
    public const string Method = "subtypes/1";

    /// <summary>Pseudo-count of all subtypes of a category together; small, so that subtypes that are not needed empty.</summary>
    private const double SubtypeCount = .1;

    /// <summary>Pseudo-count of each category.</summary>
    private const double CategoryCount = 1;

    /// <summary>Fits the model by mean-field variational Bayes and keeps the run with the highest bound on the evidence.</summary>
    /// <param name="table">The labels: N comparisons, W annotators, k categories.</param>
    /// <param name="options">How to search.</param>
    /// <returns>
    /// Probabilities, expected confusion matrices (over the subtypes), and the bound on the log-evidence after each iteration of the run
    /// that was kept.
    /// </returns>
    /// <exception cref="ArgumentException">The table has no label, or an option is outside its range.</exception>
    /// <remarks>
    /// O(runs · iterations · (R + N + W·k)·S) time for S = k · subtypes states. Li, Rubinstein and Cohn (2019), Exploiting worker
    /// correlation for label aggregation in crowdsourcing, https://proceedings.mlr.press/v97/li19i.html, equations 6 to 10.
    /// </remarks>
    public static Aggregation Fit(RatingTable table, SubtypeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        RatingTable.ThrowIfNoLabel(table);
        SubtypeRun? best = null;
        foreach (var subtypes in options.Subtypes)
        {
            // One subtype leaves nothing to chance.
            var restarts = subtypes == 1 ? 1 : options.Restarts;
            for (var restart = 0; restart < restarts; restart++)
            {
                var run = new SubtypeRun(table, subtypes, options, new SplitMix64(options.Seed + ((ulong)restart * 0x9E3779B97F4A7C15)));
                run.Iterate();
                best = best is null || run.Bounds[^1] > best.Bounds[^1] ? run : best;
            }
        }

        return best!.ToAggregation();
    }

    /// <summary>One run from one beginning.</summary>
    private sealed class SubtypeRun
    {
        private readonly RatingTable table;
        private readonly SubtypeOptions options;
        private readonly int subtypes;
        private readonly int categories;
        private readonly double[] pseudoCounts;
        private readonly LatentClassPass pass;

        public SubtypeRun(RatingTable table, int subtypes, SubtypeOptions options, SplitMix64 random)
        {
            this.table = table;
            this.subtypes = subtypes;
            this.options = options;
            categories = table.Categories;
            pseudoCounts = options.Prior.PseudoCounts(categories);
            pass = new LatentClassPass(table, categories * subtypes);
            Begin(random);
        }

        public List<double> Bounds { get; } = [];

        private StopReason Stopped { get; set; } = StopReason.IterationLimit;

        public void Iterate()
        {
            while (Bounds.Count < options.MaxIterations && Stopped != StopReason.Converged)
            {
                var divergence = Maximise();
                var (evidence, change) = pass.Update();
                Bounds.Add(evidence - divergence);
                Stopped = change < options.Tolerance ? StopReason.Converged : StopReason.IterationLimit;
            }
        }

        public Aggregation ToAggregation()
        {
            var posterior = new double[(long)table.Comparisons * categories];
            for (var comparison = 0; comparison < table.Comparisons; comparison++)
            {
                for (var state = 0; state < pass.States; state++)
                {
                    posterior[((long)comparison * categories) + (state / subtypes)] += pass.Posterior[((long)comparison * pass.Stride) + state];
                }
            }

            var priors = new double[categories];
            var mass = pass.StateCounts.Sum() + (categories * CategoryCount);
            for (var category = 0; category < categories; category++)
            {
                priors[category] = (pass.StateCounts.AsSpan(category * subtypes, subtypes).ToArray().Sum() + CategoryCount) / mass;
            }

            return new Aggregation(Method, table, posterior, categories, priors, Confusions()) { LogLikelihoods = [.. Bounds], Stopped = Stopped };
        }

        /// <summary>Each comparison's share of labels, each category's share cut at random among its subtypes.</summary>
        private void Begin(SplitMix64 random)
        {
            Span<double> parts = stackalloc double[subtypes];
            for (var comparison = 0; comparison < table.Comparisons; comparison++)
            {
                var labels = table.LabelsOf(comparison);
                var row = pass.Posterior.AsSpan(comparison * pass.Stride, pass.States);
                for (var category = 0; category < categories; category++)
                {
                    var share = labels.IsEmpty ? 1.0 / categories : (double)labels.Count((byte)category) / labels.Length;
                    var total = 0.0;
                    foreach (ref var part in parts)
                    {
                        part = subtypes == 1 ? 1 : -Math.Log(1 - random.NextDouble());
                        total += part;
                    }

                    for (var subtype = 0; subtype < subtypes; subtype++)
                    {
                        row[(category * subtypes) + subtype] = share * parts[subtype] / total;
                    }
                }
            }

            pass.Count();
        }

        /// <summary>Sets the weights to the expected logarithms.</summary>
        /// <returns>The divergence of the posterior of all parameters from their prior.</returns>
        private double Maximise()
        {
            var divergence = MaximiseStates();
            Span<double> counts = stackalloc double[categories];
            for (var annotator = 0; annotator < table.Annotators; annotator++)
            {
                for (var state = 0; state < pass.States; state++)
                {
                    var prior = pseudoCounts.AsSpan(state / subtypes * categories, categories);
                    for (var label = 0; label < categories; label++)
                    {
                        counts[label] = pass.Counts[IndexOf(annotator, label, state)] + prior[label];
                    }

                    divergence += Divergence(counts, prior, out var atTotal);
                    for (var label = 0; label < categories; label++)
                    {
                        pass.Weights[IndexOf(annotator, label, state)] = SpecialFunctions.DiGamma(counts[label]) - atTotal;
                    }
                }
            }

            return divergence;
        }

        private double MaximiseStates()
        {
            Span<double> ofCategories = stackalloc double[categories];
            Span<double> ofSubtypes = stackalloc double[subtypes];
            Span<double> prior = stackalloc double[Math.Max(categories, subtypes)];
            for (var category = 0; category < categories; category++)
            {
                ofCategories[category] = CategoryCount;
                foreach (var count in pass.StateCounts.AsSpan(category * subtypes, subtypes))
                {
                    ofCategories[category] += count;
                }
            }

            prior.Fill(CategoryCount);
            var divergence = Divergence(ofCategories, prior[..categories], out var ofAll);
            prior.Fill(SubtypeCount / subtypes);
            for (var category = 0; category < categories; category++)
            {
                for (var subtype = 0; subtype < subtypes; subtype++)
                {
                    ofSubtypes[subtype] = pass.StateCounts[(category * subtypes) + subtype] + (SubtypeCount / subtypes);
                }

                divergence += Divergence(ofSubtypes, prior[..subtypes], out var ofCategory);
                for (var subtype = 0; subtype < subtypes; subtype++)
                {
                    pass.StateWeights[(category * subtypes) + subtype] =
                        SpecialFunctions.DiGamma(ofCategories[category]) - ofAll + SpecialFunctions.DiGamma(ofSubtypes[subtype]) - ofCategory;
                }
            }

            return divergence;
        }

        /// <summary>The Kullback–Leibler divergence of Dirichlet(<paramref name="counts"/>) from Dirichlet(<paramref name="prior"/>).</summary>
        private static double Divergence(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior, out double digammaOfTotal)
        {
            var (total, priorTotal) = (0.0, 0.0);
            for (var i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                priorTotal += prior[i];
            }

            digammaOfTotal = SpecialFunctions.DiGamma(total);
            if (total == priorTotal)
            {
                return 0;
            }

            var divergence = SpecialFunctions.GammaLn(total) - SpecialFunctions.GammaLn(priorTotal);
            for (var i = 0; i < counts.Length; i++)
            {
                divergence += SpecialFunctions.GammaLn(prior[i]) - SpecialFunctions.GammaLn(counts[i])
                    + ((counts[i] - prior[i]) * (SpecialFunctions.DiGamma(counts[i]) - digammaOfTotal));
            }

            return divergence;
        }

        /// <summary>Rows of the subtypes together, each with the weight that it has in its category.</summary>
        private double[] Confusions()
        {
            var confusion = new double[table.Annotators * categories * categories];
            for (var annotator = 0; annotator < table.Annotators; annotator++)
            {
                for (var category = 0; category < categories; category++)
                {
                    var row = confusion.AsSpan(((annotator * categories) + category) * categories, categories);
                    var total = 0.0;
                    for (var label = 0; label < categories; label++)
                    {
                        row[label] = pseudoCounts[(category * categories) + label];
                        foreach (var count in pass.Counts.AsSpan(IndexOf(annotator, label, category * subtypes), subtypes))
                        {
                            row[label] += count;
                        }

                        total += row[label];
                    }

                    foreach (ref var probability in row)
                    {
                        probability = total > 0 ? probability / total : 1.0 / categories;
                    }
                }
            }

            return confusion;
        }

        private int IndexOf(int annotator, int label, int state) => (((annotator * categories) + label) * pass.Stride) + state;
    }
}
