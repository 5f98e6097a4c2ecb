namespace PrefLab.Metrics;

/// <summary>
/// Which category proportions give the agreement expected by chance in Fleiss' kappa. All three are in use; they are the same when every
/// comparison has the same number of labels.
/// </summary>
public enum ChanceAgreement
{
    /// <summary>The mean over comparisons with a label of each comparison's own proportions (Gwet 2014); the default.</summary>
    MeanOfItemProportions = 0,

    /// <summary>The proportions of all labels pooled.</summary>
    PooledLabels = 1,

    /// <summary>The proportions of all labels of comparisons with at least two labels, pooled.</summary>
    PooledPairedLabels = 2,
}
