using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Onboarding;

/// <summary>The way in is the annotators' own; what it asks is set by the leads.</summary>
public static class OnboardingFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizePage("/Onboarding/Index", Policies.ProjectAnnotator);
        options.Conventions.AuthorizePage("/Onboarding/Settings", Policies.ProjectLead);
        // Who was removed still sees the own numbers and may appeal: the page finds the person's own row or nothing.
        options.Conventions.AuthorizePage("/Onboarding/Me", Policies.SignedIn);
    }
}
