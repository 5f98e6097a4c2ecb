using System.Text.Json;
using System.Text.Json.Nodes;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>What happened to an annotator, in a sentence.</summary>
/// <param name="Text">Who did it follows in the page.</param>
/// <param name="Detail">A reason as somebody wrote it, or figures; empty when there is none.</param>
/// <param name="Action">The action that it belongs to, where it can be undone.</param>
public sealed record TimelineWords(string Text, string Detail, long? Action)
{
    /// <param name="data">A JSON object, or null.</param>
    public static TimelineWords Of(string kind, string? data)
    {
        var facts = Parse(data);
        return new TimelineWords(TextOf(kind, facts), DetailOf(kind, facts), Number(facts, "action"));
    }

    private static string TextOf(string kind, JsonObject facts) => kind switch
    {
        "annotator.flagged" => "Flagged by a live test",
        "annotator.dropped" => "A drop of accuracy on golds was noticed",
        "annotator.noted" => "Note written",
        "annotator.paused" => $"Paused{Released(facts)}",
        "annotator.removed" => $"Removed{Released(facts)}",
        "annotator.retrained" => $"Sent back to training{Released(facts)}",
        "annotator.reinstated" => "Reinstated; the live test begins afresh",
        "annotator.action_undone" => facts["onlyLabels"]?.GetValueKind() == JsonValueKind.True ? "Labels of an action count again" : "Action undone",
        "annotator.action_refused" => Word(facts, "action") is { } what && what.StartsWith("undo:", StringComparison.Ordinal)
            ? "An undo was not possible" : $"Not possible: {Word(facts, "action") ?? "an action"}",
        "annotator.requalifies" => "Has to qualify again",
        "annotator.rescored" => "Golds scored anew, since a known answer changed",
        "annotator.flag_lifted" => "Flag lifted, since a known answer changed",
        "annotator.concern_cleared" => "Concern gone, since a known answer changed",
        "annotator.concern_dismissed" => "Concern dismissed",
        "appeal.made" => "Appealed",
        "appeal.answered" => "Appeal answered",
        "onboarding.consented" => $"Consented to version {Number(facts, "version")}",
        "onboarding.consent_withdrawn" => "Withdrew the consent",
        "onboarding.attempt_granted" => "Another attempt at the qualification granted",
        "onboarding.qualified" => $"Qualified: {Score(facts)}",
        "onboarding.failed" => $"Not qualified: {Score(facts)}",
        "onboarding.finished" => "Finished the onboarding and may work",
        _ => kind.Replace('.', ' ').Replace('_', ' '),
    };

    private static string DetailOf(string kind, JsonObject facts) => kind switch
    {
        "annotator.rescored" => $"{Tally(facts, "before")} right before, {Tally(facts, "after")} now",
        "annotator.action_undone" when Number(facts, "raised") is { } raised and > 0 =>
            $"{Word(facts, "reason")} ({Figures.Whole(raised)} comparisons have one label more than before.)",
        _ => Word(facts, "reason") ?? "",
    };

    private static string Released(JsonObject facts) => Number(facts, "released") switch
    {
        null or 0 => "",
        1 => "; one assignment in hand was taken back",
        { } count => $"; {Figures.Whole(count)} assignments in hand were taken back",
    };

    private static string Score(JsonObject facts) => $"{Number(facts, "right")} of {Number(facts, "questions")} right, {Number(facts, "needed")} needed";

    private static string Tally(JsonObject facts, string name) => facts[name] is JsonArray { Count: 2 } pair ? $"{pair[0]} of {pair[1]}" : "–";

    private static long? Number(JsonObject facts, string name) => facts[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private static string? Word(JsonObject facts, string name) => facts[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Parse(string? data)
    {
        try
        {
            return data is null ? [] : JsonNode.Parse(data) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
