namespace PrefLab.Metrics;

/// <summary>How far two categories count as agreeing, from 0 (not at all) to 1 (fully), for weighted coefficients.</summary>
/// <remarks>Immutable. Symmetric, 1 on the diagonal, and below 1 somewhere, as nothing could disagree otherwise.</remarks>
public sealed class CategoryWeights
{
    private readonly double[] weights;

    private CategoryWeights(int categories, double[] weights)
    {
        Categories = categories;
        this.weights = weights;
        Total = weights.Sum();
    }

    /// <summary>Gets the number of categories of the scale, k in [2, 256].</summary>
    public int Categories { get; }

    /// <summary>Gets the sum of all k² weights, in [k, k²).</summary>
    public double Total { get; }

    /// <summary>Gets one weight.</summary>
    /// <param name="category">Category in [0, k).</param>
    /// <param name="other">Category in [0, k).</param>
    /// <returns>A weight in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A category is outside the scale.</exception>
    public double this[int category, int other] => (uint)category < (uint)Categories && (uint)other < (uint)Categories
        ? weights[(category * Categories) + other]
        : throw Outside(category, other);

    /// <summary>Makes the weights of the plain coefficients: 1 for the same category, else 0.</summary>
    /// <param name="categories">Number of categories, k in [2, 256].</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256].</exception>
    /// <remarks>O(k²).</remarks>
    public static CategoryWeights Identity(int categories) => Of(categories, static (distance, _) => distance == 0 ? 1 : 0);

    /// <summary>Makes weights that fall with the distance, 1 − |c − l| / (k − 1).</summary>
    /// <param name="categories">Number of categories in their order, k in [2, 256].</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256].</exception>
    /// <remarks>O(k²). Cicchetti and Allison (1971), https://doi.org/10.1080/00029238.1971.11080840.</remarks>
    public static CategoryWeights Linear(int categories) => Of(categories, static (distance, widest) => 1 - (distance / widest));

    /// <summary>Makes weights that fall with the squared distance, 1 − (c − l)² / (k − 1)².</summary>
    /// <param name="categories">Number of categories in their order, k in [2, 256].</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256].</exception>
    /// <remarks>O(k²). Fleiss and Cohen (1973), https://doi.org/10.1177/001316447303300309.</remarks>
    public static CategoryWeights Quadratic(int categories) =>
        Of(categories, static (distance, widest) => 1 - (distance / widest * (distance / widest)));

    /// <summary>Makes weights from disagreements v as Cohen (1968) states them: w = 1 − v / max v.</summary>
    /// <param name="categories">Number of categories, k in [2, 256].</param>
    /// <param name="disagreements">k × k numbers ≥ 0, row by row: symmetric, 0 on the diagonal, above 0 somewhere; in any unit.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">There are not k² numbers, or all are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256], or a number is not as described; the message names it.</exception>
    /// <remarks>O(k²). Cohen (1968), https://doi.org/10.1037/h0026256.</remarks>
    public static CategoryWeights FromDisagreements(int categories, ReadOnlySpan<double> disagreements)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        if (disagreements.Length != categories * categories)
        {
            throw new ArgumentException($"{disagreements.Length} disagreements on a scale of {categories} categories.", nameof(disagreements));
        }

        double largest = 0;
        for (var i = 0; i < disagreements.Length; i++)
        {
            var (row, column) = (i / categories, i % categories);
            var value = disagreements[i];
            if (!double.IsFinite(value) || value < 0 || (row == column && value != 0) || value != disagreements[(column * categories) + row])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(disagreements), value, $"Row {row}, column {column}: disagreements are ≥ 0, symmetric, and 0 on the diagonal.");
            }

            largest = Math.Max(largest, value);
        }

        if (largest == 0)
        {
            throw new ArgumentException("Every disagreement is 0, so that nothing could disagree.", nameof(disagreements));
        }

        return new CategoryWeights(categories, Array.ConvertAll(disagreements.ToArray(), value => 1 - (value / largest)));
    }

    /// <summary>Checks that the weights are for a scale.</summary>
    /// <param name="categories">The number of categories of the scale.</param>
    /// <exception cref="ArgumentException">They are for another one.</exception>
    internal void ThrowIfNotFor(int categories)
    {
        if (categories != Categories)
        {
            throw new ArgumentException($"Weights of {Categories} categories on a scale of {categories}.", nameof(categories));
        }
    }

    private ArgumentOutOfRangeException Outside(int category, int other) =>
        new(nameof(category), (category, other), $"Categories lie in [0, {Categories}).");

    private static CategoryWeights Of(int categories, Func<double, double, double> weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(categories, RatingTable.MaxCategories);
        var weights = new double[categories * categories];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = weight(Math.Abs((i / categories) - (i % categories)), categories - 1);
        }

        return new CategoryWeights(categories, weights);
    }
}
