namespace PrefLab.Web.Tests.Authorization;

/// <summary>Who may call an endpoint.</summary>
public enum Access
{
    Anybody,
    SignedIn,
    Administrator,
    ProjectMember,
    ProjectAnnotator,
    ProjectReviewer,
    ProjectOperations,
    ProjectLead,
}
