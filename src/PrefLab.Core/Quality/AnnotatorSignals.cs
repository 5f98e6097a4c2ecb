using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>What is conspicuous in an annotator's newest answers beside golds and peers. Evidence for people; nothing acts on it.</summary>
/// <param name="Signals">Those that could be looked for, the least probable first.</param>
/// <param name="Twin">The account that <see cref="SignalKind.Twin"/> is about.</param>
public sealed record AnnotatorSignals(IReadOnlyList<Signal> Signals, AnnotatorId? Twin)
{
    /// <param name="answers">The newest first.</param>
    /// <param name="pace">Null while there are too few answers to know how long people take.</param>
    internal static AnnotatorSignals Of(IReadOnlyList<TimedAnswer> answers, ReadingPace? pace, IReadOnlyList<SharedAnswers> others)
    {
        int[] displayed = [.. answers.Reverse().Select(it => it.Displayed)];
        double[] ratios = pace is null ? [] : [.. answers.Reverse().Where(it => it.Seconds is not null).Select(it => pace.Ratio(it.Length, it.Seconds!.Value))];
        var (twin, same) = Closest(others);
        Signal?[] all =
        [
            AnswerSignals.Side(displayed.Count(it => it < 3), displayed.Count(it => it > 3)),
            AnswerSignals.StraightLine(displayed),
            AnswerSignals.Repeat(displayed),
            PaceSignals.Hurry(ratios),
            PaceSignals.Burst(ratios),
            same,
        ];
        return new AnnotatorSignals([.. all.OfType<Signal>().OrderBy(it => it.FalsePositives)], twin);
    }

    private static (AnnotatorId? Twin, Signal? Signal) Closest(IReadOnlyList<SharedAnswers> others)
    {
        var (same, shared) = (others.Sum(it => it.Same), others.Sum(it => it.Shared));
        var judged = others.Count(it => it.Shared >= TwinSignal.FewestShared);
        return others
            .Select(it => ((AnnotatorId?)it.Other, Signal: TwinSignal.Of(it.Same, it.Shared, same - it.Same, shared - it.Shared, Math.Max(1, judged))))
            .Where(it => it.Signal is not null)
            .OrderBy(it => it.Signal!.FalsePositives)
            .FirstOrDefault();
    }
}

/// <param name="Displayed">1 (left much better) to 5 (right much better).</param>
/// <param name="Seconds">By the server's clock; null for an answer given offline.</param>
/// <param name="Length">Of prompt and both responses, in bytes: what the database knows without reading them.</param>
internal readonly record struct TimedAnswer(int Displayed, double? Seconds, int Length);

/// <summary>How often another annotator gave the same of the five answers.</summary>
internal readonly record struct SharedAnswers(AnnotatorId Other, int Same, int Shared);
