namespace PrefLab.Metrics;

/// <summary>How much two labels differ, for Krippendorff's alpha.</summary>
public enum LevelDifference
{
    /// <summary>Any two different categories differ by 1: for categories without an order, and for direction where a tie is not "between".</summary>
    Nominal = 0,

    /// <summary>Categories differ by the labels that lie between them, δ² = (Σ_{g=c..k} n_g − (n_c + n_k)/2)²: the default for the five levels.</summary>
    Ordinal = 1,

    /// <summary>Categories differ by their distance, δ² = (c − k)²: assumes equal steps between levels.</summary>
    Interval = 2,

    /// <summary>Categories, counted from 1 to k, differ by their distance relative to their sum, δ² = ((c − k) / (c + k))²: assumes a true zero.</summary>
    Ratio = 3,
}
