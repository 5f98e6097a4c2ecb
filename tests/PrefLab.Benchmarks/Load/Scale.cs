using System.Diagnostics;
using System.Globalization;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>
/// Whether next and submit cost the same in a project of a million comparisons as in an empty one, and after 15,000 answers of one
/// person who works alone where the overlap asks for three. Both projects are in one database and are measured by turns.
/// </summary>
internal static class Scale
{
    private const int Pairs = 600;
    private const int Answers = 15_000;
    private const double Target = 1.3;

    public static async Task<int> RunAsync(int comparisons)
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var small = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, small.Id, Pairs * 2, overlap: 3, characters: 900, golds: 200);
        var large = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, large.Id, comparisons, overlap: 3, characters: 900, golds: 2_000);

        var (inSmall, _) = await site.AddWorkerWithAnnotatorAsync(small);
        var (inLarge, annotator) = await site.AddWorkerWithAnnotatorAsync(large);
        await WorkAsync(inSmall, 100);
        await WorkAsync(inLarge, 100);
        var (atSmall, atLarge) = await ByTurnsAsync(inSmall, inLarge, Pairs);
        var failures = Compare($"{comparisons:N0} comparisons", atSmall, atLarge);
        failures += await ShowPlansAsync(site, large, annotator, "at the start");

        var since = Stopwatch.GetTimestamp();
        await WorkAsync(inLarge, Answers);
        Print(string.Create(CultureInfo.InvariantCulture, $"{Answers:N0} answers of one person took {Stopwatch.GetElapsedTime(since).TotalSeconds:F0} s"));
        var empty = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, empty.Id, Pairs * 2, overlap: 3, characters: 900, golds: 200);
        var (inEmpty, _) = await site.AddWorkerWithAnnotatorAsync(empty);
        await WorkAsync(inEmpty, 100);
        var (atEmpty, afterMany) = await ByTurnsAsync(inEmpty, inLarge, Pairs);
        failures += Compare($"after {Answers:N0} answers", atEmpty, afterMany);
        failures += await ShowPlansAsync(site, large, annotator, "after the answers");
        return failures == 0 ? 0 : 1;
    }

    private static async Task<int> ShowPlansAsync(DurableSite site, TestProject project, Annotator annotator, string when)
    {
        var scans = await HotPathPlans.ScansAsync(site.Database, project.Id, annotator, CancellationToken.None);
        Print($"Plans {when}: {(scans.Count == 0 ? "indexes only" : string.Join('\n', scans))}");
        return scans.Count;
    }

    private static async Task<(Medians First, Medians Second)> ByTurnsAsync(ApiWorker first, ApiWorker second, int pairs)
    {
        var (ofFirst, ofSecond) = (new List<Pair>(), new List<Pair>());
        for (var i = 0; i < pairs; i++)
        {
            ofFirst.Add(await PairAsync(first));
            ofSecond.Add(await PairAsync(second));
        }

        return (Medians.Of(ofFirst), Medians.Of(ofSecond));
    }

    private static async Task WorkAsync(ApiWorker worker, int pairs)
    {
        for (var i = 0; i < pairs; i++)
        {
            await PairAsync(worker);
        }
    }

    private static async Task<Pair> PairAsync(ApiWorker worker)
    {
        var began = Stopwatch.GetTimestamp();
        var served = await worker.NextAsync(CancellationToken.None);
        var next = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        var reply = await worker.SubmitAsync(served.Token, Guid.NewGuid(), 2, CancellationToken.None);
        var submit = Stopwatch.GetElapsedTime(began);
        return reply.IsSuccess
            ? new Pair(next.TotalMilliseconds, submit.TotalMilliseconds)
            : throw new InvalidOperationException($"next was answered {served.Status} {served.State}, the submission {reply.Status}.");
    }

    private static int Compare(string what, Medians empty, Medians here)
    {
        var (next, submit) = (here.Next / empty.Next, here.Submit / empty.Submit);
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: next {here.Next:F2} ms beside {empty.Next:F2} ms in an empty project, ratio {next:F2}; submit {here.Submit:F2} beside {empty.Submit:F2} ms, ratio {submit:F2} (target {Target})"));
        return next <= Target && submit <= Target ? 0 : 1;
    }

    private static void Print(string line) => Console.WriteLine(line);

    private sealed record Pair(double Next, double Submit);

    private sealed record Medians(double Next, double Submit)
    {
        public static Medians Of(List<Pair> pairs) => new(Median(pairs.Select(pair => pair.Next)), Median(pairs.Select(pair => pair.Submit)));

        private static double Median(IEnumerable<double> values)
        {
            var sorted = values.Order().ToList();
            return sorted[sorted.Count / 2];
        }
    }
}
