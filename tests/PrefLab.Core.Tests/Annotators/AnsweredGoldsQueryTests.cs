using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnsweredGoldsQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_OnlyWrong_ReachesBeyondTheNewestOfAll()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var people = await GeneratedLabels.AddAsync(database.ConnectionString, project, comparisons: 8_000, annotators: 6);
        // No gold any more, and so in no tally.
        await project.ExecuteAsync("UPDATE comparisons SET use = 1, gold_preference = NULL WHERE project_id = $1 AND use = 2 AND id % 70 = 0", project.Id.Value);
        await using var db = database.Open();
        var query = new AnsweredGoldsQuery(db);

        var all = await query.LoadAsync(project.Id, people[0].Id, onlyWrong: false, Ct);
        var wrong = await query.LoadAsync(project.Id, people[0].Id, onlyWrong: true, Ct);

        const string Wrong = "l.annotator_id = $2 AND c.use = 2 AND sign(l.preference - 2) <> sign(c.gold_preference - 2)";
        var expected = await project.ScalarAsync<long>(
            $"SELECT count(*) FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id WHERE l.project_id = $1 AND l.is_gold AND {Wrong}", project.Id.Value, people[0].Id.Value);
        Assert.Equal((AnsweredGoldsQuery.Most, expected), (all.Rows.Count, all.Wrong));
        Assert.Equal((all.Answered, all.Wrong), (wrong.Answered, wrong.Wrong));
        Assert.Equal(Math.Min(expected, AnsweredGoldsQuery.Most), wrong.Rows.Count);
        Assert.All(wrong.Rows, gold => Assert.False(gold.IsRight));
        Assert.True(all.Answered > all.Rows.Count && all.Rows.Count(gold => !gold.IsRight) < wrong.Rows.Count);
    }

    [Fact]
    public async Task LoadAsync_EachAnswerToEachKnownOne_IsWrongWhereTheRuleSaysSo()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(25);
        var annotator = await project.AddAnnotatorAsync();
        await database.ExecuteAsOwnerAsync(
            $"""
            UPDATE comparisons c SET gold_preference = n.n % 5
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM comparisons WHERE project_id = {project.Id}) n WHERE c.id = n.id AND c.project_id = {project.Id};
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
            SELECT {project.Id}, gen_random_uuid(), id, {annotator.Id}, true, 2, now(), now() + interval '1 hour' FROM comparisons WHERE project_id = {project.Id};
            INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad, received_at, guideline_version, is_gold, is_current, excluded)
            SELECT {project.Id}, id, comparison_id, annotator_id, gen_random_uuid(), (row_number() OVER (ORDER BY comparison_id) - 1) / 5, true, false, now(), 0, true, true, false
            FROM assignments WHERE project_id = {project.Id}
            """);
        await using var db = database.Open();
        var query = new AnsweredGoldsQuery(db);

        var all = await query.LoadAsync(project.Id, annotator.Id, onlyWrong: false, Ct);
        var wrong = await query.LoadAsync(project.Id, annotator.Id, onlyWrong: true, Ct);

        Assert.Equal(25, all.Rows.Select(gold => (gold.Answer, gold.Expected)).Distinct().Count());
        Assert.Equal(all.Rows.Where(gold => !gold.IsRight).Select(gold => gold.Id), wrong.Rows.Select(gold => gold.Id));
        Assert.Equal(all.Rows.Count(gold => !gold.IsRight), all.Wrong);
    }
}
