using Npgsql;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>Whom an action is about, with what decides whether it is possible and what it costs.</summary>
internal sealed record ActionTarget(Standing Standing, bool IsOnboarding, bool IsSimulated, bool HasTraining, bool HasConcern, int Comparisons, ActionPay Pay)
{
    /// <summary>The annotator as the connection's transaction sees it; null when there is none. An action locks the row before.</summary>
    public static async Task<ActionTarget?> LoadAsync(NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(AnnotatorActionSql.Load, project.Value, annotator.Value));
        return await reader.ReadAsync(ct)
            ? new ActionTarget(
                (Standing)reader.GetInt16(0), reader.GetBoolean(1), reader.GetBoolean(2), Retraining.IsPossible(reader.GetString(3), reader.GetBoolean(4)),
                reader.GetBoolean(5), reader.GetInt32(6), new ActionPay(reader.GetDecimal(7), reader.GetString(8), reader.GetBoolean(9)))
            : null;
    }

    public Standing? After(AnnotatorActionRequest request) => AnnotatorActionRules.After(Standing, request.Kind, IsOnboarding, request.Excludes);

    /// <summary>Why the action is not possible now; null when it is.</summary>
    public string? Refuse(AnnotatorActionRequest request) => request.Kind switch
    {
        _ when After(request) is null => $"The annotator is {Standing}; nothing was changed.",
        AnnotatorActionKind.Dismiss when !HasConcern => "There is no concern to dismiss; nothing was changed.",
        AnnotatorActionKind.Retrain when IsSimulated => "Simulated annotators have no training; nothing was changed.",
        AnnotatorActionKind.Retrain when !HasTraining => "This project has neither training nor a qualification to go back to; nothing was changed.",
        _ => null,
    };
}
