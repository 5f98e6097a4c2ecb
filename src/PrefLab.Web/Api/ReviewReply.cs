using PrefLab.Core.Review;

namespace PrefLab.Web.Api;

/// <summary>A disputed comparison as the caller may see it; answers are 1 (left much better) to 5 (right much better), in the caller's order.</summary>
/// <param name="Until">Until when it stays with who has it open.</param>
/// <param name="Left">Null, like the right, while the caller does not have it open.</param>
/// <param name="Seen">What others said; null until the caller has answered.</param>
public sealed record ReviewReply(
    ComparisonId Id, string ExternalId, ReviewStep Step, IReadOnlyList<string> Reasons, int Flags, DateTimeOffset? Until, string? Prompt, bool? PromptIsChat,
    string? Left, string? Right, int? BlindAnswer, ReviewEvidence? Seen, ReviewReply.DecisionReply? Decision)
{
    public static ReviewReply Of(ReviewView view) => new(
        view.Comparison, view.ExternalId, view.Step, ReviewRules.NamesOf(view.Reasons), view.Flags, view.Until,
        view.Item?.Prompt, view.Item?.PromptIsChat, view.Item?.Left, view.Item?.Right, view.BlindAnswer, view.Seen,
        view.Decision is { } it ? new DecisionReply(it.Answer, it.Reason, it.Becomes, it.Expert, it.DecidedAt) : null);

    public sealed record DecisionReply(int Answer, string Reason, BecomesUse Becomes, string Expert, DateTimeOffset DecidedAt);
}
