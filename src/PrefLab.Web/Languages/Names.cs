using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;

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
}
