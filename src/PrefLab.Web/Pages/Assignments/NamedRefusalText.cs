using PrefLab.Core.Assignments;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>Why a comparison cannot be given, as leads read it.</summary>
public static class NamedRefusalText
{
    public static string Of(NamedRefusalReason reason) => reason switch
    {
        NamedRefusalReason.NoSuchComparison => "The project has no comparison with this external id.",
        NamedRefusalReason.Repeated => "It stands on an earlier line already.",
        NamedRefusalReason.InHand => "This person has it now.",
        NamedRefusalReason.Answered => "This person has answered it.",
        NamedRefusalReason.Skipped => "This person has skipped it.",
        NamedRefusalReason.ForOnboarding => "It is used for training or qualification, and so is no work.",
        _ => "It has no place left: raise the labels wanted on its page.",
    };
}
