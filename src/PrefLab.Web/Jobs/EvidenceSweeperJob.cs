using PrefLab.Core.Quality;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Judges, every minute, what waited for others of annotators who stopped. Several nodes may run it: an answer is judged once.</summary>
public sealed class EvidenceSweeperJob(IServiceProvider services, DatabaseReadiness readiness, TimeProvider time, ILogger<EvidenceSweeperJob> logger)
    : RecurringJob(readiness, time, TimeSpan.FromMinutes(1), logger)
{
    protected override Task RunAsync(CancellationToken ct) => services.GetRequiredService<EvidenceSweeper>().SweepAsync(ct);
}
