using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>
/// One number for a table of annotators, with the parts that it is made of. It never decides: a coin that answers at leisure scores .68 (half of the
/// golds right, six in ten answers as others say, nothing hurried), more than the .60 that such scores are usually cut at. Flags come from a
/// <see cref="QualityRule"/> or a <see cref="PeerTest"/>, whose errors are known.
/// </summary>
public sealed class ReliabilitySummary
{
    /// <summary>Version of the parts and weights, to be shown with the number. Version 1: golds .4, agreement .3, time .3.</summary>
    public const int Version = 1;

    private ReliabilitySummary(ImmutableArray<ReliabilityPart> parts)
    {
        Parts = parts;
        var known = parts.Where(part => part.Value.IsDefined).ToArray();
        var weight = known.Sum(part => part.Weight);
        Value = known.Length == 0
            ? Estimate.Undefined("No part of the score is known yet.")
            : Estimate.Of(Math.Clamp(known.Sum(part => part.Weight * part.Value.Value!.Value) / weight, 0, 1));
    }

    /// <summary>Gets the mean of the known parts by weight, in [0, 1]; undefined while none is known.</summary>
    public Estimate Value { get; }

    /// <summary>Gets the three parts, known or not, in the order gold, agreement, time: always shown with the number.</summary>
    public ImmutableArray<ReliabilityPart> Parts { get; }

    /// <summary>Summarises an annotator.</summary>
    /// <param name="gold">Share of golds answered right, in [0, 1], for example the mean of <see cref="GoldAccuracy.Posterior"/>.</param>
    /// <param name="agreement">Share of other people's labels on the same comparisons that have the same direction, in [0, 1].</param>
    /// <param name="unhurried">Share of answers that were not hurried, in [0, 1], by <see cref="RelativeTimes.UnhurriedShare"/>.</param>
    /// <returns>The summary; what is undefined has no weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A defined part lies outside [0, 1].</exception>
    /// <remarks>O(1).</remarks>
    public static ReliabilitySummary Of(Estimate gold, Estimate agreement, Estimate unhurried) => new(
    [
        new ReliabilityPart("gold", .4, Share(gold, nameof(gold))),
        new ReliabilityPart("agreement", .3, Share(agreement, nameof(agreement))),
        new ReliabilityPart("time", .3, Share(unhurried, nameof(unhurried))),
    ]);

    private static Estimate Share(Estimate part, string parameter) => part.Value is null or (>= 0 and <= 1)
        ? part
        : throw new ArgumentOutOfRangeException(parameter, part.Value, "A share lies between 0 and 1.");
}
