using System.Text.Json;
using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>Sends one annotator back to training and qualification, and takes that back.</summary>
internal static class Retraining
{
    /// <summary>A new count of attempts; the consent stays. $1 project, $2 annotator.</summary>
    private const string SendSql =
        """
        INSERT INTO onboardings (project_id, annotator_id, is_pending, consent_version, round, extra_attempts) VALUES ($1, $2, true, 0, 1, 0)
        ON CONFLICT (project_id, annotator_id) DO UPDATE
            SET is_pending = true, trained_at = NULL, qualified_at = NULL, round = onboardings.round + 1, extra_attempts = 0
        """;

    /// <summary>
    /// Attempts that were begun meanwhile keep their round. Who had no row was never asked anything, and is not now.
    /// $1 project, $2 annotator, $3 action.
    /// </summary>
    private const string TakeBackSql =
        """
        UPDATE onboardings o
        SET is_pending = coalesce((was.row ->> 'is_pending')::boolean, false),
            trained_at = (was.row ->> 'trained_at')::timestamptz, qualified_at = (was.row ->> 'qualified_at')::timestamptz,
            extra_attempts = coalesce((was.row ->> 'extra_attempts')::int, 0),
            round = CASE WHEN was.row ->> 'round' IS NULL OR EXISTS (
                SELECT FROM onboarding_runs r WHERE r.project_id = $1 AND r.annotator_id = $2 AND r.round = o.round)
                THEN o.round ELSE (was.row ->> 'round')::int END
        FROM (SELECT nullif(x.before -> 'onboarding', 'null') AS row FROM annotator_actions x WHERE x.project_id = $1 AND x.id = $3) was
        WHERE o.project_id = $1 AND o.annotator_id = $2
          AND o.consent_version = coalesce((was.row ->> 'consent_version')::int, 0)
        """;

    /// <summary>Whether the project has anything to go back to.</summary>
    /// <param name="settings">As the project stores them.</param>
    public static bool IsPossible(string settings, bool hasTraining) =>
        OnboardingRules.StepsOf(JsonSerializer.Deserialize<OnboardingSettings>(settings, JsonSerializerOptions.Web)!, hasGuidelines: false, hasTraining)
            .Any(step => step is OnboardingStep.Training or OnboardingStep.Qualification);

    public static NpgsqlBatchCommand Send(ProjectId project, AnnotatorId annotator) => Sql.Statement(SendSql, project.Value, annotator.Value);

    /// <summary>Nothing happens where the consent has changed since: that is a step of its own.</summary>
    public static NpgsqlBatchCommand TakeBack(ProjectId project, AnnotatorId annotator, AnnotatorActionId action) =>
        Sql.Statement(TakeBackSql, project.Value, annotator.Value, action.Value);
}
