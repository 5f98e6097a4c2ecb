namespace PrefLab.Web.Authorization;

/// <summary>
/// Names of the policies. Those of a project read the route value <c>projectId</c>: who is no member gets 404, who is one
/// in the wrong role 403. An endpoint without a policy is refused to everybody.
/// </summary>
public static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = nameof(SignedIn);

    public const string Administrator = nameof(Administrator);

    /// <summary>A lead of the project, or an administrator.</summary>
    public const string ProjectLead = nameof(ProjectLead);

    /// <summary>Operations or a lead of the project, or an administrator.</summary>
    public const string ProjectOperations = nameof(ProjectOperations);

    /// <summary>An expert or a lead of the project, or an administrator.</summary>
    public const string ProjectReviewer = nameof(ProjectReviewer);

    /// <summary>Anybody with a role in the project, or an administrator.</summary>
    public const string ProjectMember = nameof(ProjectMember);

    /// <summary>An annotator of the project; nobody else, administrators included.</summary>
    public const string ProjectAnnotator = nameof(ProjectAnnotator);
}
