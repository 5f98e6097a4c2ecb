using PrefLab.Core.Agreement;
using PrefLab.Metrics;

namespace PrefLab.Web.Api;

/// <summary>A number with its 95 % interval; null with a reason where undefined.</summary>
public sealed record NumberReply(double? Value, double? Lower, double? Upper, string? Reason)
{
    public static NumberReply Of(Interval interval) =>
        new(interval.Estimate.Value, interval.Lower, interval.Upper, interval.Estimate.Reason ?? interval.Reason);
}

/// <summary>The numbers of a project's overview.</summary>
/// <param name="AgreementCountedAt">When the coefficients were counted; null while a large project is counted for the first time.</param>
public sealed record SummaryReply(
    long Labels,
    long Needed,
    double LabelsPerHour,
    DateTimeOffset? DoneAt,
    NumberReply AlphaOrdinal,
    NumberReply AlphaNominal,
    NumberReply AlphaDirection,
    NumberReply Fleiss,
    NumberReply FleissDirection,
    NumberReply PairwisePooled,
    NumberReply PairwiseMean,
    NumberReply DirectionPooled,
    NumberReply DirectionMean,
    long GoldsAnswered,
    long GoldsCorrect,
    NumberReply GoldAccuracy,
    decimal Cost,
    decimal? CostPerLabel,
    decimal? CostAtCompletion,
    string Currency,
    DateTimeOffset? AgreementCountedAt,
    long? WaitingForReview,
    long? DecidedByExperts)
{
    public static SummaryReply Of(ProjectSummary summary, string currency)
    {
        NumberReply Number(AgreementCoefficient coefficient, bool overDirection = false) =>
            NumberReply.Of(summary.Agreement.Coefficients.Find(coefficient, overDirection).Interval);

        return new SummaryReply(
            summary.Progress.Accepted,
            summary.Progress.Needed,
            summary.Forecast.PerHour,
            summary.Forecast.Done,
            Number(AgreementCoefficient.AlphaOrdinal),
            Number(AgreementCoefficient.AlphaNominal),
            Number(AgreementCoefficient.AlphaNominal, overDirection: true),
            Number(AgreementCoefficient.FleissKappa),
            Number(AgreementCoefficient.FleissKappa, overDirection: true),
            Number(AgreementCoefficient.PairwisePooled),
            Number(AgreementCoefficient.PairwiseMean),
            Number(AgreementCoefficient.PairwisePooled, overDirection: true),
            Number(AgreementCoefficient.PairwiseMean, overDirection: true),
            summary.Progress.GoldsAnswered,
            summary.Progress.GoldsCorrect,
            NumberReply.Of(summary.GoldAccuracy),
            summary.Cost.SoFar,
            summary.Cost.PerAcceptedLabel,
            summary.Cost.AtCompletion,
            currency,
            summary.Agreement.CountedAt,
            summary.Agreement.Reviews?.Waiting,
            summary.Agreement.Reviews?.Decided);
    }
}
