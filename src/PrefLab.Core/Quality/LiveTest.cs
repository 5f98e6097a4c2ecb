using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <param name="Waiting">Answers that wait for those of others, packed, in the order in which they are looked at.</param>
/// <param name="HasDropped">Whether the accuracy dropped at the last gold.</param>
public sealed record TestedAnswers(Evidence Evidence, long[] Waiting, bool HasDropped = false);

/// <summary>What answers do to the evidence about whoever gave them, and what follows from it. Pure; docs/adr/0017 has the reasons.</summary>
public static class LiveTest
{
    /// <summary>Answers that wait for others, at most; while as many wait, further ones are not judged by others.</summary>
    public const int MostWaiting = 128;

    /// <summary>Waiting answers that one submission looks at.</summary>
    public const int LookedAt = 8;

    /// <summary>How often an annotator is supposed not to read, before anything is known.</summary>
    public const double Prior = .05;

    private static readonly QualityRule.Cusum Drift = new();

    /// <summary>Gets the sum at which a drop is noticed, nats.</summary>
    public static double DropLimit => Drift.Threshold;

    /// <summary>Judges an answered gold. The sum that notices a drop begins anew when it has noticed one.</summary>
    public static TestedAnswers AfterGold(QualityPolicy policy, TestedAnswers before, Preference answer, bool leftIsA, Preference expected)
    {
        var evidence = before.Evidence;
        var isCorrect = GoldScoring.IsCorrect(answer, expected);
        var drift = Drift.Next(new GoldTestState(evidence.Golds, evidence.Drift, null, null), isCorrect);
        var hasDropped = drift.FirstReview is not null;
        var peers = policy.PeersOrUsual.Next(evidence.Peers, answer, leftIsA, TruthBelief.Known(expected.Direction));
        return before with
        {
            Evidence = evidence with { Golds = evidence.Golds.Add(isCorrect), Drift = hasDropped ? 0 : drift.Statistic, Peers = peers },
            HasDropped = hasDropped,
        };
    }

    /// <summary>Judges an answer to an ordinary comparison when it is the last one wanted, and lets it wait for the others when not.</summary>
    /// <param name="others">The votes on the comparison without this answer.</param>
    public static TestedAnswers AfterOrdinary(QualityPolicy policy, TestedAnswers before, WaitingAnswer answer, Votes others)
    {
        if (others.With(answer.Answer).AreComplete)
        {
            return before with { Evidence = Judged(policy, before.Evidence, answer, others) };
        }

        return before.Waiting.Length < MostWaiting ? before with { Waiting = [.. before.Waiting, answer.Packed] } : before;
    }

    /// <summary>Judges those of the waiting answers that were looked at and are complete; the others of them go to the end.</summary>
    /// <param name="waiting">All that wait, packed.</param>
    /// <param name="votes">The votes on the first of them, in their order; null where a comparison is no ordinary one any more.</param>
    public static TestedAnswers AfterWaiting(QualityPolicy policy, Evidence evidence, long[] waiting, IReadOnlyList<Votes?> votes)
    {
        var stillWaiting = waiting.Skip(votes.Count).ToList();
        foreach (var (packed, found) in waiting.Zip(votes))
        {
            if (found is not { } present)
            {
                continue;
            }

            if (!present.AreComplete)
            {
                stillWaiting.Add(packed);
                continue;
            }

            var answer = WaitingAnswer.Unpack(packed);
            evidence = Judged(policy, evidence, answer, present.Without(answer.Stands));
        }

        return new TestedAnswers(evidence, [.. stillWaiting]);
    }

    /// <summary>What waits after a correction: the first answer is still the one that is judged, and the comparison counts the new one.</summary>
    public static long[] Corrected(long[] waiting, ComparisonId comparison, Preference stands) =>
    [
        .. waiting.Select(packed => WaitingAnswer.Unpack(packed) is var answer && answer.Comparison == comparison
            ? (answer with { Stands = stands }).Packed
            : packed),
    ];

    /// <summary>Why the annotator is flagged now, in a sentence for operations; null when not.</summary>
    public static string? FlagReason(QualityPolicy policy, Evidence evidence)
    {
        if (policy.Peers is { } peers && peers.ShouldFlag(evidence.Peers))
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"After {evidence.Peers.Answers} judged answers they do not seem to depend on the texts.");
        }

        return evidence.Golds.Golds > 0 && policy.Golds.ShouldFlag(evidence.Golds)
            ? string.Create(CultureInfo.InvariantCulture, $"{evidence.Golds.Correct} of {evidence.Golds.Golds} golds answered right.")
            : null;
    }

    /// <summary>The probability that the answers do not depend on the truth, or do no longer.</summary>
    /// <returns>In [0, 1]; 5 % of somebody of whom nothing is known.</returns>
    public static double Risk(Evidence evidence)
    {
        var nats = Math.Max(PeerTest.Evidence(evidence.Peers), evidence.Drift);
        return 1 / (1 + ((1 - Prior) / Prior * Math.Exp(-nats)));
    }

    private static Evidence Judged(QualityPolicy policy, Evidence evidence, WaitingAnswer answer, Votes others) =>
        others.ForA + others.Ties + others.ForB == 0 || others is { ForA: < 0 } or { Ties: < 0 } or { ForB: < 0 }
            ? evidence
            : evidence with
            {
                Peers = policy.PeersOrUsual.Next(
                    evidence.Peers, answer.Answer, answer.LeftIsA, TruthBelief.FromPeers(others.ForA, others.Ties, others.ForB)),
            };
}
