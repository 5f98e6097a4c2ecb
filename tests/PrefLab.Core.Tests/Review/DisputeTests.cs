using Npgsql;
using PrefLab.Core.Labels;
using PrefLab.Core.Review;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

/// <summary>Which comparisons are disputed, as the database computes it.</summary>
public sealed class DisputeTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const DisputeReasons Both = DisputeReasons.NoMajority | DisputeReasons.HighEntropy;

    /// <summary>Labels on each direction, whichever it is, as docs/adr/0019 has them.</summary>
    private static readonly Dictionary<string, DisputeReasons> UpToSix = new(StringComparer.Ordinal)
    {
        ["1"] = DisputeReasons.None,
        ["2"] = DisputeReasons.None,
        ["1 1"] = DisputeReasons.NoMajority,
        ["3"] = DisputeReasons.None,
        ["2 1"] = DisputeReasons.None,
        ["1 1 1"] = Both,
        ["4"] = DisputeReasons.None,
        ["3 1"] = DisputeReasons.None,
        ["2 2"] = DisputeReasons.NoMajority,
        ["2 1 1"] = DisputeReasons.HighEntropy,
        ["5"] = DisputeReasons.None,
        ["4 1"] = DisputeReasons.None,
        ["3 2"] = DisputeReasons.None,
        ["3 1 1"] = DisputeReasons.None,
        ["2 2 1"] = Both,
        ["6"] = DisputeReasons.None,
        ["5 1"] = DisputeReasons.None,
        ["4 2"] = DisputeReasons.None,
        ["4 1 1"] = DisputeReasons.None,
        ["3 3"] = DisputeReasons.NoMajority,
        ["3 2 1"] = DisputeReasons.HighEntropy,
        ["2 2 2"] = Both,
    };

    private readonly CoreHost host = new(database);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Dispute_EveryPatternOfUpToEightLabels_IsWhatTheMetricsSay()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.ExecuteAsync(
            """
            INSERT INTO comparisons (project_id, external_id, prompt, prompt_is_chat, response_a, response_b, priority, overlap, taken, n0, n1, n2, n3, n4, gold_key, exposures)
            SELECT $1, concat_ws('-', spare, a, b, c, d, e), 'p', false, 'a', 'b', 0, a + b + c + d + e + spare, a + b + c + d + e, a, b, c, d, e, 0, 0
            FROM generate_series(0, 8) a, generate_series(0, 8) b, generate_series(0, 8) c, generate_series(0, 8) d, generate_series(0, 8) e, generate_series(0, 1) spare
            WHERE a + b + c + d + e BETWEEN 1 AND 8
            """,
            project.Id.Value);

        await using var command = database.Database.Requests.CreateCommand("SELECT n0, n1, n2, n3, n4, overlap, dispute FROM comparisons WHERE project_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = project.Id.Value });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var patterns = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var levels = Enumerable.Range(0, 5).Select(reader.GetInt32).ToArray();
            var expected = levels.Sum() < reader.GetInt32(5) ? DisputeReasons.None : Expected(levels);
            var dispute = (DisputeReasons)reader.GetInt16(6);
            Assert.True(expected == dispute, $"{string.Join(' ', levels)}: {expected} expected");
            if (levels.Sum() is var labels and <= 6 && labels == reader.GetInt32(5))
            {
                int[] directions = [.. new[] { levels[0] + levels[1], levels[2], levels[3] + levels[4] }.OrderDescending()];
                Assert.True(UpToSix[string.Join(' ', directions.Where(count => count > 0))] == dispute, $"{string.Join(' ', levels)} is not in the table");
            }

            patterns++;
        }

        Assert.Equal(2 * 1286, patterns);
    }

    [Fact]
    public async Task Dispute_SubmittedCorrectedAndFlagged_FollowsWhatCounts()
    {
        var scene = await ReviewScene.CreateAsync(database, host);
        await scene.VoteAsync(Preference.ABetter, Preference.ABetter);
        var last = await scene.Annotator(2).NextAsync();
        var answer = last.Left.StartsWith("a ", StringComparison.Ordinal) ? 1 : 5;
        var first = new Submission(last.Token, Guid.NewGuid(), answer, Flagged: true);
        await scene.Annotator(2).AcceptAsync(first);
        var flagged = await scene.DisputeOfAsync();

        var correction = first with { Key = Guid.NewGuid(), Flagged = false };
        Assert.IsType<SubmitResult.Accepted>(await scene.Annotator(2).CorrectAsync(first.Key, correction));

        Assert.Equal((short)DisputeReasons.Flagged, flagged);
        Assert.Equal(0, await scene.DisputeOfAsync());
        Assert.Equal(0, await scene.Project.BrokenFlagsAsync());
    }

    [Fact]
    public async Task Dispute_FlaggedBeforeTheLastLabel_WaitsAtOnce()
    {
        var scene = await ReviewScene.CreateAsync(database, host);
        var served = await scene.Annotator(0).NextAsync();

        await scene.Annotator(0).AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 2, Flagged: true));

        var waiting = Assert.Single((await scene.QueueAsync()).Rows);
        Assert.Equal((DisputeReasons.Flagged, 1, 1), (waiting.Reasons, waiting.Flags, waiting.Labels));
    }

    private static DisputeReasons Expected(int[] levels)
    {
        double[] directions = [levels[0] + levels[1], levels[2], levels[3] + levels[4]];
        var entropy = directions.Where(count => count > 0).Sum(count => -count / directions.Sum() * Math.Log2(count / directions.Sum()));
        return (MajorityVote.OfPreferences(levels) is null ? DisputeReasons.NoMajority : DisputeReasons.None) | (entropy > ReviewRules.EntropyBits ? DisputeReasons.HighEntropy : DisputeReasons.None);
    }
}
