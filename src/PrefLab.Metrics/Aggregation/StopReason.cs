namespace PrefLab.Metrics;

/// <summary>Why an iteration ended.</summary>
public enum StopReason
{
    /// <summary>No probability moved by more than the tolerance.</summary>
    Converged = 0,

    /// <summary>The iterations asked for were done.</summary>
    IterationLimit = 1,
}
