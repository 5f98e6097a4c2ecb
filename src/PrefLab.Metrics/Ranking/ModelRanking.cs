using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>Strengths of source models, estimated together.</summary>
/// <param name="Strengths">
/// Natural logarithm of each model's strength, relative to the mean of all, with its interval; one a model. A difference of 1 is odds of e.
/// Empty when there is no ranking.
/// </param>
/// <param name="Scores">Each model's share of all strength, in (0, 1), adding up to 1; empty when there is no ranking.</param>
/// <param name="TieStrength">Davidson's ν ≥ 0: the odds of a tie between equals are ν : 1; null under <see cref="TieRule.HalfWin"/>.</param>
/// <param name="LogLikelihood">Of the labels, in natural units; null when there is no ranking.</param>
/// <param name="Reason">Why there is no ranking; null when there is one.</param>
public sealed record ModelRanking(
    ImmutableArray<Interval> Strengths, ImmutableArray<double> Scores, double? TieStrength, double? LogLikelihood, string? Reason);
