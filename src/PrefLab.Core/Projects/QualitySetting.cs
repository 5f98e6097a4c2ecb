using System.Globalization;
using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Projects;

/// <summary>The quality policy as it is entered: possibly wrong, and so not yet a <see cref="QualityPolicy"/>.</summary>
/// <param name="Rule">One of <see cref="Rules"/>; the numbers of the other rules mean nothing.</param>
/// <param name="MinGolds">Of the classic rule.</param>
/// <param name="MinAccuracy">Of the classic rule: the share of right golds below which to flag.</param>
/// <param name="Accepted">Of the sequential test: the accuracy that is accepted.</param>
/// <param name="Noticed">Of the sequential test: the accuracy to be noticed.</param>
/// <param name="PeersAccuracy">Of the test on golds and peers: the accepted share of right directions of somebody who never ties.</param>
/// <param name="MostTies">Of the test on golds and peers: the accepted share of ties where one response is better.</param>
/// <param name="Alpha">Of both tests: the greatest probability ever to flag somebody whose accuracy is accepted.</param>
public sealed record QualitySetting(
    string Rule, int MinGolds = 5, double MinAccuracy = .60, double Accepted = .80, double Noticed = .50,
    double PeersAccuracy = .863, double MostTies = .60, double Alpha = .01, bool NoticesDrops = true, bool Pauses = false)
{
    public const string None = "none";

    public const string Classic = "classic";

    public const string Sprt = "sprt";

    public const string Peers = "peers";

    public static readonly IReadOnlyList<string> Rules = [Sprt, Peers, Classic, None];

    public static QualitySetting Of(QualityPolicy policy)
    {
        var setting = (policy.Peers, policy.Golds) switch
        {
            ({ } peers, _) => new QualitySetting(Peers, PeersAccuracy: peers.Accuracy, MostTies: peers.MostTies, Alpha: peers.Alpha),
            (_, QualityRule.Classic classic) => new QualitySetting(Classic, classic.MinGolds, classic.MinAccuracy),
            (_, QualityRule.Sprt sprt) => new QualitySetting(Sprt, Accepted: sprt.P0, Noticed: sprt.P1, Alpha: sprt.Alpha),
            (_, QualityRule.None) => new QualitySetting(None),
            _ => throw new InvalidOperationException($"A project does not flag by {policy.Golds.GetType().Name}."),
        };
        return setting with { NoticesDrops = policy.NoticesDrops, Pauses = policy.Pauses };
    }

    /// <summary>Only for a setting that <see cref="ProjectRules"/> found right.</summary>
    public QualityPolicy ToPolicy()
    {
        QualityRule golds = Rule switch
        {
            Classic => new QualityRule.Classic(MinGolds, MinAccuracy),
            Sprt => new QualityRule.Sprt(Accepted, Noticed, Alpha),
            _ => new QualityRule.None(),
        };
        return new QualityPolicy(golds, Rule == Peers ? new PeerTest(PeersAccuracy, MostTies, Alpha) : null, NoticesDrops, Pauses);
    }

    /// <summary>For the audit trail.</summary>
    public override string ToString()
    {
        var rule = Rule switch
        {
            Classic => string.Create(CultureInfo.InvariantCulture, $"classic: at least {MinGolds} golds, {MinAccuracy:0.########} right"),
            Sprt => string.Create(CultureInfo.InvariantCulture, $"sprt: {Accepted:0.########} against {Noticed:0.########}, alpha {Alpha:0.########}"),
            Peers => string.Create(
                CultureInfo.InvariantCulture, $"peers: accuracy {PeersAccuracy:0.########}, ties {MostTies:0.########}, alpha {Alpha:0.########}"),
            _ => Rule,
        };
        return $"{rule}; drops {(NoticesDrops ? "noticed" : "not noticed")}; {(Pauses ? "flags and pauses" : "flags")}";
    }
}
