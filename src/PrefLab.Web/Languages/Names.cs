using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;

namespace PrefLab.Web.Languages;

/// <summary>The names of things that are not written in pages.</summary>
public static class Names
{
    public static string NameOf(this IStringLocalizer<Texts> texts, Role? role, bool isAdministrator = false) => role switch
    {
        _ when isAdministrator => texts["Administrator"],
        Role.Annotator => texts["Annotator"],
        Role.Expert => texts["Expert"],
        Role.Operations => texts["Operations"],
        Role.Lead => texts["Lead"],
        _ => texts["No project yet"],
    };

    /// <summary>As the annotator is told it: a flag asks the people who run the project to look.</summary>
    public static string NameOf(this IStringLocalizer<Texts> texts, Standing standing) => standing switch
    {
        Standing.Onboarding => texts["Onboarding"],
        Standing.Active => texts["Working"],
        Standing.Flagged => texts["Being looked at"],
        Standing.Paused => texts["Paused"],
        _ => texts["Removed"],
    };

    /// <summary>The five answers, in displayed order.</summary>
    public static string[] Levels(this IStringLocalizer<Texts> texts) =>
        [texts["1 is much better"], texts["1 is better"], texts["About the same"], texts["2 is better"], texts["2 is much better"]];

    public static string NameOf(this IStringLocalizer<Texts> texts, ProjectState state) => state switch
    {
        ProjectState.Draft => texts["Draft"],
        ProjectState.Open => texts["Open"],
        ProjectState.Paused => texts["Paused"],
        ProjectState.Closed => texts["Closed"],
        _ => texts["Archived"],
    };
}
