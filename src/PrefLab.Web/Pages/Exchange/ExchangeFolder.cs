using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Exchange;

/// <summary>Import and export, for leads.</summary>
public static class ExchangeFolder
{
    public static void Configure(RazorPagesOptions options) => options.Conventions.AuthorizeFolder("/Exchange", Policies.ProjectLead);
}
