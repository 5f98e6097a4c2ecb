using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorWorkQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>From the labels themselves, not from what counts them.</summary>
    [Fact]
    public async Task LoadAsync_RandomHistories_IsARecountOfTheLabels()
    {
        var (judged, undecided, excluded, peers, agreeing) = (0, 0, 0, 0, 0);
        for (var seed = 300; seed < 310; seed++)
        {
            var history = await History.MakeAsync(database, seed);
            var (who, request) = history.Draw();
            await history.ActAsync(who, request);
            await using var db = database.Open();
            var labels = await db.Labels.AsNoTracking().Where(it => it.ProjectId == history.Project.Id && it.IsCurrent && !it.IsGold).ToListAsync(Ct);
            var table = await new AnnotatorTableQuery(database.Database).LoadAsync(
                history.Project.Id, history.Annotators.Select(it => it.Id), AnnotatorTableQuery.NewestInList, pace: null, TimeProvider.System.GetUtcNow(), Ct);
            foreach (var annotator in history.Annotators)
            {
                var found = (await new AnnotatorWorkQuery(database.Database).LoadAsync(history.Project.Id, annotator.Id, Ct))!;

                var own = labels.Where(it => it.AnnotatorId == annotator.Id).ToList();
                var others = labels.Where(it => it.AnnotatorId != annotator.Id && !it.Excluded).ToLookup(it => it.ComparisonId);
                var beside = own.Select(label => (Own: label.Preference.Direction, Most: MostOf(others[label.ComparisonId]))).ToList();
                Direction[] columns = [Direction.A, Direction.Tie, Direction.B];
                Assert.Equal(
                    columns.SelectMany(row => columns.Select(column => (seed, beside.Count(it => it.Own == row && it.Most == column)))),
                    found.Confusion.SelectMany(row => row.Select(count => (seed, count))));
                Assert.Equal(beside.Count(it => it.Most is null), found.Undecided);
                Assert.Equal(own.Count(it => it.ServerSeconds is not null), found.Times.Count);
                Assert.Equal(
                    own.SelectMany(label => others[label.ComparisonId].Select(other => (other.AnnotatorId, IsSame: other.Preference.Direction == label.Preference.Direction)))
                        .GroupBy(it => it.AnnotatorId)
                        .Select(it => new PeerAgreement(it.Key, it.Count(one => one.IsSame), it.Count()))
                        .Where(it => it.Shared >= AnnotatorWorkQuery.FewestShared).OrderBy(it => it.Other),
                    found.Peers.OrderBy(it => it.Other));
                Assert.Equal(own.Count(it => it.Excluded), found.Excluded);

                var shared = own.Where(it => others[it.ComparisonId].Any()).ToList();
                var agreement = table.GetValueOrDefault(annotator.Id)?.Agreement ?? new AgreementWithOthers(0, 0, 0);
                Assert.Equal((seed, shared.Count, shared.Count(it => it.Excluded)), (seed, agreement.Comparisons, agreement.Excluded));
                Assert.Equal(
                    shared.Select(label => others[label.ComparisonId].Average(other => other.Preference.Direction == label.Preference.Direction ? 1.0 : 0)).DefaultIfEmpty(0).Average(),
                    agreement.Share, 9);
                (judged, undecided, peers) = (judged + found.Judged, undecided + found.Undecided, peers + found.Peers.Count);
                (excluded, agreeing) = (excluded + agreement.Excluded, agreeing + agreement.Comparisons);
            }
        }

        Assert.True(judged > 20 && undecided > 20 && excluded > 5 && peers > 0 && agreeing > 20, $"{judged} {undecided} {excluded} {peers} {agreeing}: too few to say anything.");
    }

    [Fact]
    public async Task LoadAsync_NobodyOfTheProject_IsNull()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var stranger = await (await TestProject.CreateAsync(database.Database)).AddAnnotatorAsync();

        Assert.Null(await new AnnotatorWorkQuery(database.Database).LoadAsync(project.Id, stranger.Id, Ct));
    }

    private static Direction? MostOf(IEnumerable<Label> labels)
    {
        var counts = labels.GroupBy(it => it.Preference.Direction).Select(it => (it.Key, Count: it.Count())).OrderByDescending(it => it.Count).ToList();
        return counts.Count == 0 || (counts.Count > 1 && counts[0].Count == counts[1].Count) ? null : counts[0].Key;
    }
}
