using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Promises;

/// <summary>P5: places are neither lost nor made up, whatever people and clocks do.</summary>
public sealed class ConservationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Comparisons = 60;
    private const int Overlap = 3;

    [Fact]
    public async Task P5_DrainWithSkipsExpiriesAndPauses_LabelsEqualTheSumOfOverlaps()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 9, goldFraction: .1);
        await project.AddComparisonsAsync(Comparisons, Overlap);
        await project.AddGoldsAsync(8);
        var annotators = new List<Annotator>();
        for (var i = 0; i < 12; i++)
        {
            annotators.Add(await project.AddAnnotatorAsync());
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var disturbances = DisturbAsync(project, annotators, over.Token);
        await Task.WhenAll(annotators.Select((annotator, i) => WorkAsync(project, annotator, new Random(i))));
        await over.CancelAsync();
        await disturbances;
        Assert.Equal(0, await project.BrokenPlacesAsync());

        await ExecuteAsync(project, "UPDATE annotators SET standing = 2 WHERE project_id = $1");
        await Leases.ExpireAsync(database, project);
        await Task.WhenAll(annotators.Select(annotator => new Annotating(database.Database, project, annotator).AnswerAllAsync()));

        Assert.Equal(Comparisons * Overlap, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.label l JOIN audit.comparison c ON c.project_id = l.project_id AND c.id = l.comparison_id WHERE l.project_id = $1 AND NOT c.is_gold AND l.superseded_by IS NULL",
            project.Id.Value));
        Assert.InRange(await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1 AND superseded_by IS NOT NULL", project.Id.Value), 1, 1000);
        Assert.Equal(0, await project.BrokenLevelsAsync());
        Assert.Equal(0, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.comparison WHERE project_id = $1 AND NOT is_gold AND taken < overlap", project.Id.Value));
        // No foreign key says this one: the label's comparison is that of its assignment.
        Assert.Equal(0, await project.ScalarAsync<long>(
            """
            SELECT count(*) FROM audit.label l JOIN audit.assignment a ON a.project_id = l.project_id AND a.id = l.assignment_id
            WHERE l.project_id = $1 AND (l.comparison_id, l.annotator_id) <> (a.comparison_id, a.annotator_id)
            """,
            project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    /// <summary>Answers, corrects, skips, leaves leases behind and answers late, in an order of chance.</summary>
    private async Task WorkAsync(TestProject project, Annotator annotator, Random random)
    {
        var person = new Annotating(database.Database, project, annotator);
        for (var turn = 0; turn < 40; turn++)
        {
            if (await person.AskAsync(random.Next(1, 4)) is not NextResult.Work work)
            {
                continue;
            }

            var served = work.Assignments[random.Next(work.Assignments.Count)];
            switch (random.Next(10))
            {
                case 0:
                    await person.SkipAsync(served.Token);
                    break;
                case 1:
                    await person.RenewAsync(served.Token);
                    break;
                case 2:
                    break;
                case 3 when await person.RecentAsync() is { Count: > 0 } answers:
                    var corrected = answers[random.Next(answers.Count)];
                    await person.CorrectAsync(corrected.Stands.SubmissionKey, new Submission(corrected.Token, Guid.NewGuid(), random.Next(1, 6)));
                    break;
                default:
                    await person.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), random.Next(1, 6)));
                    break;
            }
        }
    }

    /// <summary>Lets leases run out and sweeps, from two sweepers at once, and pauses and reinstates people.</summary>
    private async Task DisturbAsync(TestProject project, List<Annotator> annotators, CancellationToken over)
    {
        var random = new Random(99);
        var sweeper = new LeaseSweeper(database.Database);
        while (!over.IsCancellationRequested)
        {
            await ExecuteAsync(
                project,
                """
                UPDATE assignments SET issued_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'
                WHERE project_id = $1 AND state = 1 AND random() < .3
                  AND id IN (SELECT id FROM assignments WHERE project_id = $1 AND state = 1 ORDER BY id FOR UPDATE SKIP LOCKED)
                """);
            await Task.WhenAll(sweeper.SweepAsync(CancellationToken.None), sweeper.SweepAsync(CancellationToken.None));
            var paused = annotators[random.Next(annotators.Count)].Id;
            await ExecuteAsync(project, $"UPDATE annotators SET standing = 6 - standing WHERE project_id = $1 AND id = {paused} AND standing IN (2, 4)");
        }
    }

    private async Task ExecuteAsync(TestProject project, string sql)
    {
        await using var command = database.Database.Requests.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = project.Id.Value });
        await command.ExecuteNonQueryAsync();
    }
}
