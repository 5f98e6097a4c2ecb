namespace PrefLab.Web.Tests.Authorization;

/// <summary>Every endpoint and who may call it. An endpoint that is missing here fails the tests, and so does one that grants something else.</summary>
public static class RoleTable
{
    public static readonly IReadOnlyDictionary<string, Access> Endpoints = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        // Assignments and labels
        ["page /p/{projectId:long}/annotate"] = Access.ProjectAnnotator,
        ["page /p/{projectId:long}/answers"] = Access.ProjectAnnotator,
        ["page /p/{projectId:long}/answers/{token:guid}"] = Access.ProjectAnnotator,
        ["page /p/{projectId:long}/comparisons/assign"] = Access.ProjectLead,
        ["page /p/{projectId:long}/preview"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/assignments"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/assignments/next"] = Access.ProjectAnnotator,
        ["PUT /api/v1/projects/{projectId}/assignments/{token:guid}/draft"] = Access.ProjectAnnotator,
        ["GET /api/v1/projects/{projectId}/assignments/recent"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/correction"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/label"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/renew"] = Access.ProjectAnnotator,
        ["POST /api/v1/projects/{projectId}/assignments/{token:guid}/skip"] = Access.ProjectAnnotator,

        // Accounts
        ["page /account"] = Access.SignedIn,
        ["page /account/session"] = Access.SignedIn,
        ["PUT /api/v1/account/settings"] = Access.SignedIn,
        ["page /first-administrator/{token:maxlength(100)}"] = Access.Anybody,
        ["page /join/{token:maxlength(100)}"] = Access.Anybody,
        ["page /people"] = Access.Administrator,
        ["page /reset-password/{token:maxlength(100)}"] = Access.Anybody,
        ["page /sign-in"] = Access.Anybody,
        ["page /sign-out"] = Access.Anybody,
        ["page /language"] = Access.Anybody,
        ["POST /api/v1/projects/{projectId}/simulated"] = Access.Administrator,

        // Members
        ["page /p/{projectId:long}/members"] = Access.ProjectLead,

        // Comparisons and exchange
        ["page /p/{projectId:long}/comparisons"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/comparisons/{comparisonId:long}"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/export"] = Access.ProjectLead,
        ["page /p/{projectId:long}/import"] = Access.ProjectLead,
        ["page /p/{projectId:long}/import/{importId:long}"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/comparisons"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/comparisons/{comparisonId}"] = Access.ProjectOperations,
        ["PUT /api/v1/projects/{projectId}/comparisons/{comparisonId}/gold"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/export"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/export/summary"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/imports"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/imports"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/imports/{importId}/undo"] = Access.ProjectLead,

        // Golds
        ["page /p/{projectId:long}/golds"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/golds/proposals"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/golds"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/golds/proposals"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/golds/rescores"] = Access.ProjectOperations,
        ["POST /api/v1/projects/{projectId}/golds/proposals"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/golds/{goldId}/retire"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/golds/{goldId}/return"] = Access.ProjectLead,

        // Projects
        ["page /p/{projectId:long}"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/settings"] = Access.ProjectLead,
        ["page /projects"] = Access.SignedIn,
        ["page /projects/new"] = Access.Administrator,
        ["GET /api/v1/projects"] = Access.SignedIn,
        ["POST /api/v1/projects"] = Access.Administrator,
        ["GET /api/v1/projects/{projectId}"] = Access.ProjectOperations,
        ["PUT /api/v1/projects/{projectId}"] = Access.ProjectLead,
        ["POST /api/v1/projects/{projectId}/clone"] = Access.Administrator,
        ["POST /api/v1/projects/{projectId}/state"] = Access.ProjectLead,
        ["GET /api/v1/projects/{projectId}/summary"] = Access.ProjectOperations,

        // Guidelines
        ["page /p/{projectId:long}/guidelines"] = Access.ProjectMember,
        ["page /p/{projectId:long}/guidelines/edit"] = Access.ProjectLead,

        // Onboarding
        ["page /p/{projectId:long}/me"] = Access.SignedIn,
        ["page /p/{projectId:long}/onboarding"] = Access.ProjectAnnotator,
        ["page /p/{projectId:long}/settings/onboarding"] = Access.ProjectLead,

        // Annotators
        ["page /p/{projectId:long}/annotators"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/annotators/{annotatorId:long}"] = Access.ProjectOperations,
        ["page /p/{projectId:long}/annotators/bias"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/bias"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/annotators/{annotatorId}/signals"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/annotators"] = Access.ProjectOperations,
        ["GET /api/v1/projects/{projectId}/annotators/{annotatorId}/actions"] = Access.ProjectOperations,
        ["POST /api/v1/projects/{projectId}/annotators/{annotatorId}/actions"] = Access.ProjectOperations,
        ["POST /api/v1/projects/{projectId}/annotators/{annotatorId}/actions/preview"] = Access.ProjectOperations,
        ["POST /api/v1/projects/{projectId}/annotators/{annotatorId}/actions/{actionId}/undo"] = Access.ProjectOperations,

        // Review
        ["page /p/{projectId:long}/review"] = Access.ProjectReviewer,
        ["page /p/{projectId:long}/review/{comparisonId:long}"] = Access.ProjectReviewer,
        ["page /p/{projectId:long}/review/decided"] = Access.ProjectReviewer,
        ["GET /api/v1/projects/{projectId}/review"] = Access.ProjectReviewer,
        ["GET /api/v1/projects/{projectId}/review/decided"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/next"] = Access.ProjectReviewer,
        ["GET /api/v1/projects/{projectId}/review/{comparisonId}"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/{comparisonId}/open"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/{comparisonId}/answer"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/{comparisonId}/decision"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/{comparisonId}/release"] = Access.ProjectReviewer,
        ["POST /api/v1/projects/{projectId}/review/{comparisonId}/undo"] = Access.ProjectReviewer,

        // Audit
        ["page /p/{projectId:long}/audit"] = Access.ProjectLead,

        // Host
        ["GET /health/live"] = Access.Anybody,
        ["GET /health/ready"] = Access.Anybody,
        ["page /"] = Access.Anybody,
    };
}
