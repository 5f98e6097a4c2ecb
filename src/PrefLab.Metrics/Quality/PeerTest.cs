using MathNet.Numerics;

namespace PrefLab.Metrics;

/// <summary>
/// A sequential test of five-level answers that learns from golds and from ordinary comparisons that others answered: does the annotator's answer
/// depend on the truth? It judges the direction of answers that are no ties, and the use of ties apart; strength and other style it does not see.
/// </summary>
/// <remarks>
/// <para>
/// Direction. Honest: the true direction with probability <see cref="Accuracy"/>, a coin where the truth is a tie, averaged over the
/// <see cref="TruthBelief"/>. Who answers ties need not guess where none is better: up to a share of ties of one in five, counted over the answers
/// before, the accepted share of wrong directions falls by 15 %. Independent of the truth: a mixture of a fair coin (weight ⅔) and of a fixed but
/// unknown preference for response A (⅙) or for the left of the screen (⅙), each with the Dirichlet(½) predictive of Krichevsky and Trofimov
/// (1981), https://doi.org/10.1109/TIT.1981.1056331.
/// </para>
/// <para>
/// Ties. Honest: on a true preference at most a share <see cref="MostTies"/> of ties. Where the Dirichlet(½) predictive of the annotator's ties
/// exceeds what that allows, it is compared with it; a clicker on the tie key is caught, somebody who never ties loses nothing.
/// </para>
/// <para>
/// The product of both likelihood ratios is a supermartingale for annotators who keep to both and whose peers the belief describes, so that however
/// long it looks, it reaches 1/α with probability α at most: Ramdas et al. (2023), https://doi.org/10.1214/23-STS894. As the evidence jumps over
/// its limit, less than α are flagged; the default accuracy takes this up for who perceives the true direction 80 % of the time, errs towards a
/// tie as often as towards the opposite, and never answers a tie (right 85 % of the time then). Somebody whose errors are all opposite needs 85 %:
/// for 80 % set the accuracy to .80, at nearly twice the delay. docs/gold-tests.md has the rates and delays.
/// </para>
/// </remarks>
public sealed record PeerTest
{
    /// <summary>Share of the wrong directions of somebody who never ties that become ties where ties are used.</summary>
    private const double Spared = .15;

    /// <summary>Share of ties from which on they are spared.</summary>
    private const double Used = .20;

    private static readonly double HalfBeta = SpecialFunctions.BetaLn(.5, .5);

    private readonly double limit;

    /// <summary>Initializes a new instance of the <see cref="PeerTest"/> class.</summary>
    /// <param name="accuracy">Accepted share of right directions, of somebody who never answers a tie, where the truth is none, in (½, 1).</param>
    /// <param name="mostTies">Accepted share of ties where the truth is none, in (0, 1).</param>
    /// <param name="alpha">Greatest probability ever to flag an honest annotator, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public PeerTest(double accuracy = .863, double mostTies = .60, double alpha = .01)
    {
        Accuracy = accuracy is > .5 and < 1
            ? accuracy
            : throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "An accuracy between ½ and 1, both excluded.");
        MostTies = Open(mostTies, nameof(mostTies));
        Alpha = Open(alpha, nameof(alpha));
        limit = -Math.Log(alpha);
    }

    /// <summary>Gets the accepted share of right directions, of somebody who never answers a tie, where the truth is none, in (½, 1).</summary>
    public double Accuracy { get; }

    /// <summary>Gets the accepted share of ties where the truth is none, in (0, 1).</summary>
    public double MostTies { get; }

    /// <summary>Gets the greatest probability ever to flag an honest annotator, in (0, 1).</summary>
    public double Alpha { get; }

    /// <summary>Moves the test by one answer; no history is needed.</summary>
    /// <param name="state">The state after the answer before; <c>default</c> before the first one.</param>
    /// <param name="answer">The answer in canonical order.</param>
    /// <param name="leftIsA">Whether response A was displayed on the left.</param>
    /// <param name="belief">What is known of the truth without this answer: that of a gold, or the leave-one-out posterior.</param>
    /// <returns>The state after this answer, with the first flag kept once there was one.</returns>
    /// <remarks>O(1). Each answer counts once; a comparison whose other labels come later is judged when they are there.</remarks>
    public PeerTestState Next(PeerTestState state, Preference answer, bool leftIsA, TruthBelief belief)
    {
        var direction = answer.Direction;
        var (isA, isB) = (direction == Direction.A, direction == Direction.B);
        var accuracy = AccuracyAfter(state);
        var forA = (belief.A * accuracy) + (belief.B * (1 - accuracy)) + (belief.Tie / 2);
        var honest = isA ? Math.Log(forA) : isB ? Math.Log(1 - forA) : 0;
        var next = new PeerTestState(
            state.Answers + 1,
            state.ForA + (isA ? 1 : 0),
            state.ForB + (isB ? 1 : 0),
            state.ForLeft + ((isA && leftIsA) || (isB && !leftIsA) ? 1 : 0),
            state.Honest + honest,
            state.Ties + TieEvidence(state, direction == Direction.Tie, belief),
            state.FirstFlag);
        return next.FirstFlag is null && ShouldFlag(next)
            ? new PeerTestState(next.Answers, next.ForA, next.ForB, next.ForLeft, next.Honest, next.Ties, next.Answers)
            : next;
    }

    /// <summary>Decides from the state after an answer.</summary>
    /// <param name="state">The state, the latest answer included.</param>
    /// <returns>Whether the evidence has reached the limit of this test.</returns>
    /// <remarks>O(1).</remarks>
    public bool ShouldFlag(PeerTestState state) => Evidence(state) >= limit;

    /// <summary>Computes the evidence that the answers do not depend on the truth.</summary>
    /// <param name="state">The state.</param>
    /// <returns>Nats, finite, 0 before the first answer; the test flags at −log α.</returns>
    /// <remarks>O(1).</remarks>
    public static double Evidence(PeerTestState state)
    {
        var directed = state.ForA + state.ForB;
        var coin = Math.Log(2 / 3.0) - (directed * Constants.Ln2);
        var response = Math.Log(1 / 6.0) + Predictive(state.ForA, state.ForB);
        var side = Math.Log(1 / 6.0) + Predictive(state.ForLeft, directed - state.ForLeft);
        var most = Math.Max(coin, Math.Max(response, side));
        return most + Math.Log(Math.Exp(coin - most) + Math.Exp(response - most) + Math.Exp(side - most)) - state.Honest + state.Ties;
    }

    /// <summary>The log of the Dirichlet(½) probability of one sequence with these counts.</summary>
    private static double Predictive(int first, int second) => SpecialFunctions.BetaLn(first + .5, second + .5) - HalfBeta;

    private static double Open(double share, string parameter) => share is > 0 and < 1
        ? share
        : throw new ArgumentOutOfRangeException(parameter, share, "A number between 0 and 1, both excluded.");

    /// <summary>One tie is not yet a habit: five answers without a tie are added to those that there are.</summary>
    private double AccuracyAfter(PeerTestState state)
    {
        var ties = state.Answers - state.ForA - state.ForB;
        var use = Math.Min(1, ties / (Used * (state.Answers + 5)));
        return 1 - ((1 - Accuracy) * (1 - (Spared * use)));
    }

    private double TieEvidence(PeerTestState state, bool isTie, TruthBelief belief)
    {
        var ties = state.Answers - state.ForA - state.ForB;
        var expected = (ties + .5) / (state.Answers + 1.0);
        var accepted = belief.Tie + ((1 - belief.Tie) * MostTies);
        return expected <= accepted ? 0 : isTie ? Math.Log(expected / accepted) : Math.Log((1 - expected) / (1 - accepted));
    }
}
