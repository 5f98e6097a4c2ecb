namespace PrefLab.Web.Tests.Authorization;

/// <summary>Every endpoint and who may call it. An endpoint that is missing here fails the tests, and so does one that grants something else.</summary>
public static class RoleTable
{
    public static readonly IReadOnlyDictionary<string, Access> Endpoints = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        // Assignments and labels
        ["page /p/{projectId:long}/annotate"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/assignments/next"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/label"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/renew"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/skip"] = Access.ProjectAnnotator,

        // Accounts
        ["page /account"] = Access.SignedIn,
        ["page /first-administrator/{token:maxlength(100)}"] = Access.Anybody,
        ["page /join/{token:maxlength(100)}"] = Access.Anybody,
        ["page /people"] = Access.Administrator,
        ["page /reset-password/{token:maxlength(100)}"] = Access.Anybody,
        ["page /sign-in"] = Access.Anybody,
        ["page /sign-out"] = Access.Anybody,
        ["POST /api/v1/projects/{projectId}/simulated"] = Access.Administrator,

        // Members
        ["page /p/{projectId:long}/members"] = Access.ProjectLead,

        // Comparisons and exchange
        ["GET /api/v1/projects/{projectId}/comparisons"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/comparisons/{comparisonId}"] = Access.ProjectOperations,
        ["PUT /api/v1/projects/{projectId}/comparisons/{comparisonId}/gold"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/export"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/export/summary"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/imports"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/imports"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/imports/{importId}/undo"] = Access.ProjectLead,

        // Host
        ["GET /health/live"] = Access.Anybody,
        ["GET /health/ready"] = Access.Anybody,
        ["page /"] = Access.Anybody,
    };
}
