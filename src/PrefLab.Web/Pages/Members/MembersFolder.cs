using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Members;

public static class MembersFolder
{
    public static void Configure(RazorPagesOptions options) => options.Conventions.AuthorizeFolder("/Members", Policies.ProjectLead);
}
