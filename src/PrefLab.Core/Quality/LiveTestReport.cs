using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>How far a test has come.</summary>
/// <param name="Value">Nats, below 0 where it speaks for the annotator; for the rule on the share of golds, the share of wrong ones.</param>
/// <param name="Limit">Where something follows.</param>
/// <param name="IsReached">Whether it follows, by the test itself: the share of wrong golds has to pass its limit, after some golds.</param>
public readonly record struct TestLevel(double Value, double Limit, bool IsReached)
{
    /// <summary>Gets the part of the way to the limit, in [0, 1].</summary>
    public double Share => Value <= 0 ? 0 : Math.Min(Value / Limit, 1);
}

/// <summary>What the live tests hold of one annotator, beside what their limits are. Pure.</summary>
/// <param name="Waiting">Answers that wait for those of others.</param>
public sealed record LiveTestReport(QualityPolicy Policy, Evidence Evidence, int Waiting)
{
    /// <summary>A rule that has not flagged after so many wrong golds more hardly ever will.</summary>
    private const int MostAhead = 1_000;

    /// <summary>Gets the answers to ordinary comparisons that were judged by those of others.</summary>
    public int Ordinary => Math.Max(0, Evidence.Peers.Answers - Evidence.Golds.Golds);

    /// <summary>Gets how far the rule on golds has come; null where there is none.</summary>
    public TestLevel? Golds => Policy.Golds switch
    {
        QualityRule.Sprt sprt => new TestLevel(sprt.LogLikelihoodRatio(Evidence.Golds), -Math.Log(sprt.Alpha), GoldsFlag(Evidence.Golds)),
        QualityRule.Classic classic => new TestLevel(
            Evidence.Golds.Golds == 0 ? 0 : (double)(Evidence.Golds.Golds - Evidence.Golds.Correct) / Evidence.Golds.Golds, 1 - classic.MinAccuracy,
            GoldsFlag(Evidence.Golds)),
        _ => null,
    };

    /// <summary>Gets the evidence of the test on golds and the answers of others, which always runs: where it does not flag it makes the risk.</summary>
    public TestLevel Peers => new(PeerTest.Evidence(Evidence.Peers), -Math.Log(Policy.PeersOrUsual.Alpha), Policy.PeersOrUsual.ShouldFlag(Evidence.Peers));

    /// <summary>Gets the sum that notices a drop of accuracy.</summary>
    public TestLevel Drops => new(Evidence.Drift, LiveTest.DropLimit, Evidence.Drift >= LiveTest.DropLimit);

    /// <summary>Gets how many wrong golds one after the other would flag now; 0 when the rule flags already, null when golds do not flag or not so soon.</summary>
    public int? WrongUntilFlag
    {
        get
        {
            var tally = Evidence.Golds;
            for (var wrong = 0; wrong <= MostAhead; wrong++)
            {
                if (GoldsFlag(tally))
                {
                    return wrong;
                }

                tally = tally.Add(false);
            }

            return null;
        }
    }

    public static LiveTestReport Of(QualityPolicy policy, Evidence? evidence, int waiting) => new(policy, evidence ?? Evidence.None, waiting);

    private bool GoldsFlag(GoldTally tally) => tally.Golds > 0 && Policy.Golds.ShouldFlag(tally);
}
