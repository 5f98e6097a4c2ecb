namespace PrefLab.Metrics;

/// <summary>One part of a <see cref="ReliabilitySummary"/>.</summary>
/// <param name="Id">Stable identifier: <c>gold</c>, <c>agreement</c> or <c>time</c>.</param>
/// <param name="Weight">Its weight where all parts are known, in (0, 1).</param>
/// <param name="Value">A share in [0, 1], or why it is not known.</param>
public sealed record ReliabilityPart(string Id, double Weight, Estimate Value);
