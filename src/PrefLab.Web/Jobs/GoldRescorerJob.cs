using PrefLab.Core.Golds;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Scores annotators anew, within seconds, after a known answer changed. Several nodes may run it: a change is done by one at a time.</summary>
public sealed class GoldRescorerJob(IServiceProvider services, DatabaseReadiness readiness, TimeProvider time, ILogger<GoldRescorerJob> logger)
    : RecurringJob(readiness, time, TimeSpan.FromSeconds(2), logger)
{
    protected override Task RunAsync(CancellationToken ct) => services.GetRequiredService<GoldRescorer>().RunAsync(ct);
}
