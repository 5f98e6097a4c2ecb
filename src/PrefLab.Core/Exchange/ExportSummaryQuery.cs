using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>What an export of the project would hold.</summary>
/// <param name="Onboarding">Comparisons for training and qualification.</param>
/// <param name="Decided">Comparisons with a decision for A or for B, of an expert or else of a majority: the rows of a TRL export.</param>
/// <param name="Ties">Comparisons with a decision for neither.</param>
/// <param name="Undecided">Labelled comparisons without a decision.</param>
/// <param name="ByExperts">Of those decided and tied, the ones decided by an expert.</param>
/// <param name="Labels">All labels of people, corrected and excluded ones too: the rows of a label export.</param>
public sealed record ExportSummary(long Comparisons, long Golds, long Onboarding, long Decided, long Ties, long Undecided, long Unlabelled, long Labels, long ByExperts);

/// <summary>Counts what an export would hold, by label-count pattern.</summary>
public sealed class ExportSummaryQuery(Database database)
{
    public async Task<ExportSummary> RunAsync(ProjectId project, CancellationToken ct)
    {
        await using var connection = await database.Bulk.OpenConnectionAsync(ct);
        long comparisons = 0, golds = 0, onboarding = 0, decided = 0, ties = 0, undecided = 0, unlabelled = 0, byExperts = 0;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(
            "SELECT use, n0, n1, n2, n3, n4, count(*), expert_preference FROM comparisons WHERE project_id = $1 GROUP BY 1, 2, 3, 4, 5, 6, 8",
            project.Value)))
        {
            while (await reader.ReadAsync(ct))
            {
                var (use, count) = ((ComparisonUse)reader.GetInt16(0), reader.GetInt64(6));
                var isLabelled = use == ComparisonUse.Label;
                var n = Enumerable.Range(1, 5).Select(reader.GetInt32).ToArray();
                var isDecided = isLabelled && !reader.IsDBNull(7);
                var final = isDecided ? (Preference)reader.GetInt16(7) : MajorityVote.OfPreferences(n);
                comparisons += count;
                golds += use == ComparisonUse.Gold ? count : 0;
                onboarding += use > ComparisonUse.Gold ? count : 0;
                unlabelled += isLabelled && !isDecided && n.Sum() == 0 ? count : 0;
                ties += isLabelled && final == Preference.Tie ? count : 0;
                decided += isLabelled && final is not (null or Preference.Tie) ? count : 0;
                undecided += isLabelled && n.Sum() > 0 && final is null ? count : 0;
                byExperts += isDecided ? count : 0;
            }
        }

        await using var labels = await connection.ReadAsync(ct, Sql.Statement("SELECT count(*) FROM labels WHERE project_id = $1", project.Value));
        await labels.ReadAsync(ct);
        return new ExportSummary(comparisons, golds, onboarding, decided, ties, undecided, unlabelled, labels.GetInt64(0), byExperts);
    }
}
