using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>The fields of the partial <c>_Registration</c>.</summary>
public sealed class Registration
{
    public string? Email { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>Kept as it was typed, blanks included.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Password { get; set; }

    public NewPerson ToNewPerson() => new((Email ?? "").Trim(), DisplayName ?? "", Password ?? "");

    public static void Report(ModelStateDictionary state, IReadOnlyDictionary<string, string> problems, IStringLocalizer<Texts> texts)
    {
        foreach (var (property, problem) in problems)
        {
            state.AddModelError($"Form.{property}", texts[problem]);
        }
    }
}
