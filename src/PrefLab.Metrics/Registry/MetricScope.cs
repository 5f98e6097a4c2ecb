namespace PrefLab.Metrics;

/// <summary>What a <see cref="Metric"/> has one value for.</summary>
public enum MetricScope
{
    /// <summary>All labels together.</summary>
    Project = 0,

    /// <summary>Each annotator.</summary>
    Annotator = 1,

    /// <summary>Each two annotators who share a comparison.</summary>
    AnnotatorPair = 2,

    /// <summary>Each comparison.</summary>
    Comparison = 3,

    /// <summary>Each source model.</summary>
    Model = 4,
}
