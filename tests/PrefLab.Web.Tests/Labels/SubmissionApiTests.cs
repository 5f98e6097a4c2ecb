using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrefLab.Testing;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Labels;

public sealed class SubmissionApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task B041_SameKeyTwice_AnswersTheSameLabel()
    {
        var scene = await SceneAsync();
        var answer = new { submissionKey = Guid.NewGuid(), answer = 2 };

        using var first = await scene.SubmitAsync(answer);
        using var second = await scene.SubmitAsync(answer);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(ct), await second.Content.ReadAsStringAsync(ct));
    }

    [Fact]
    public async Task B042_HundredAtOnceWithTheSameKey_AreOneLabel()
    {
        var scene = await SceneAsync();
        var answer = new { submissionKey = Guid.NewGuid(), answer = 2 };

        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => scene.SubmitAsync(answer)));

        Assert.All(responses, response => Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}"));
        var bodies = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync(ct)));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task B043_SameKeyOtherChoice_Is409()
    {
        var scene = await SceneAsync();
        var key = Guid.NewGuid();
        using var first = await scene.SubmitAsync(new { submissionKey = key, answer = 2 });

        using var second = await scene.SubmitAsync(new { submissionKey = key, answer = 4 });

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{3f2504e0-4f89-11d3-9a0c-0305e82c3301}")]
    public async Task B046_KeyThatIsNoUuid_Is400NamingTheField(string key)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitAsync(new { submissionKey = key, answer = 2 });

        await AssertInvalidAsync(response, "submissionKey");
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1_000_000)]
    public async Task B046_LongKey_Is400(int length)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitAsync(new { submissionKey = new string('a', length), answer = 2 });

        await AssertInvalidAsync(response, "submissionKey");
    }

    [Fact]
    public async Task B046_KeyInCapitals_IsTheSameKey()
    {
        var scene = await SceneAsync();
        var key = Guid.NewGuid();
        using var first = await scene.SubmitAsync(new { submissionKey = key.ToString(), answer = 2 });

        using var second = await scene.SubmitAsync(new { submissionKey = key.ToString().ToUpperInvariant(), answer = 2 });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task B048_LeaseTakenBySomebodyElse_Is410()
    {
        var scene = await SceneAsync(comparisons: 1, overlap: 1);
        var other = await web.ClientOfAsync(await scene.Project.AddAnnotatorAsync());
        await Leases.ExpireAsync(web.Data, scene.Project);
        using var taken = await other.PostAsJsonAsync($"/api/v1/projects/{scene.Project.Id}/assignments/next", new { count = 1 }, ct);

        using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 2 });

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [Fact]
    public async Task B050_AssignmentOfSomebodyElse_Is404()
    {
        var scene = await SceneAsync();
        var other = await web.ClientOfAsync(await scene.Project.AddAnnotatorAsync());

        using var foreign = await other.PostAsJsonAsync(scene.Address(scene.Token), new { submissionKey = Guid.NewGuid(), answer = 2 }, ct);
        using var guessed = await scene.Client.PostAsJsonAsync(scene.Address(Guid.NewGuid().ToString()), new { submissionKey = Guid.NewGuid(), answer = 2 }, ct);
        using var sequential = await scene.Client.PostAsJsonAsync(scene.Address("1"), new { submissionKey = Guid.NewGuid(), answer = 2 }, ct);

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, sequential.StatusCode);
        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Theory]
    [InlineData("-5", false)]
    [InlineData("0", true)]
    [InlineData("1e9", true)]
    [InlineData("1e12", true)]
    [InlineData("1e400", false)]
    public async Task B051_ActiveSeconds_AreClampedOrRefused(string seconds, bool accepted)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitTextAsync($$"""{"submissionKey":"{{Guid.NewGuid()}}","answer":2,"activeSeconds":{{seconds}}}""");

        Assert.Equal(accepted ? HttpStatusCode.Created : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(accepted ? 1 : 0, await scene.LabelsAsync());
        if (accepted)
        {
            Assert.InRange(
                await scene.Project.ScalarAsync<double>("SELECT active_seconds FROM labels WHERE project_id = $1", scene.Project.Id.Value), 0, 86_400);
        }
    }

    [Theory]
    [InlineData("\"C\"")]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("2.5")]
    [InlineData("null")]
    [InlineData("[2]")]
    [InlineData("99999999999")]
    public async Task B055_AnswerNotOffered_Is400(string answer)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitTextAsync($$"""{"submissionKey":"{{Guid.NewGuid()}}","answer":{{answer}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Fact]
    public async Task B055_TieWhereTiesAreOff_Is400()
    {
        var scene = await SceneAsync(ties: false);

        using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 3 });

        await AssertInvalidAsync(response, "answer");
    }

    [Fact]
    public async Task B056_FieldsThatAreNotTheAnnotatorsToSet_AreIgnored()
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitTextAsync(
            $$"""{"submissionKey":"{{Guid.NewGuid()}}","answer":2,"isGold":true,"annotatorId":1,"receivedAt":"1999-01-01T00:00:00Z","overlap":99,"role":"Lead"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(0, await scene.Project.ScalarAsync<long>(
            "SELECT count(*) FROM labels WHERE project_id = $1 AND (is_gold OR received_at < now() - interval '1 hour')", scene.Project.Id.Value));
        Assert.Equal(0, await scene.Project.BrokenPlacesAsync());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task B058_CommentLength_IsCountedInUtf16Units(int length, bool accepted)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 2, comment = new string('ü', length) });

        Assert.Equal(accepted ? HttpStatusCode.Created : HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task B058_CommentOf5Megabytes_IsRefused()
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 2, comment = new string('x', 5_000_000) });

        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{response.StatusCode}");
        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Fact]
    public async Task B059_B060_HostileComments_AreStoredAsTheyAre()
    {
        string[] comments =
        [
            "\u202Eabc\u202C", "\u2066x\u2069", "👩‍👩‍👧", "\U000E0041", "'; DROP TABLE labels;--", "%_\\$1", "<script>alert(1)</script>",
            "line\r\nline\ttab", "e" + new string('\u0301', 500), "{{7*7}}", "\uFEFF", "٣", .. BlnsOrNothing(),
        ];
        var scene = await SceneAsync(comparisons: comments.Length + 1);
        var expected = new List<string>();
        foreach (var comment in comments.Where(comment => comment.Length > 0))
        {
            using var response = await scene.SubmitAsync(new { submissionKey = Guid.NewGuid(), answer = 2, comment });
            if (comment.Contains('\0', StringComparison.Ordinal))
            {
                Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
                continue;
            }

            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            expected.Add(comment);
            await scene.NextAsync();
        }

        Assert.Equal(expected, await scene.Project.ScalarAsync<string[]>(
            "SELECT array_agg(comment ORDER BY id) FROM labels WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Fact]
    public async Task B062_JsonAsPlainText_IsRefused()
    {
        var scene = await SceneAsync();
        using var content = new StringContent($$"""{"submissionKey":"{{Guid.NewGuid()}}","answer":2}""", Encoding.UTF8, "text/plain");

        using var response = await scene.Client.PostAsync(scene.Address(scene.Token), content, ct);

        Assert.True(response.StatusCode is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Forbidden, $"{response.StatusCode}");
        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Fact]
    public async Task B062_CrossSitePost_IsRefused()
    {
        var scene = await SceneAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.Address(scene.Token))
        {
            Content = JsonContent.Create(new { submissionKey = Guid.NewGuid(), answer = 2 }),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await scene.Client.SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\u0000")]
    [InlineData("{\"submissionKey\":\"x\",\"answer\":2,}")]
    public async Task SubmitAsync_MalformedJson_Is400(string body)
    {
        var scene = await SceneAsync();

        using var response = await scene.SubmitTextAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string[] BlnsOrNothing() =>
        SharedData.Find("hostile/blns.json") is { } file ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))! : [];

    private async Task AssertInvalidAsync(HttpResponseMessage response, string field)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        Assert.NotEmpty(problem.RootElement.GetProperty("errors").GetProperty(field).EnumerateArray());
    }

    private async Task<SubmissionScene> SceneAsync(int comparisons = 3, int overlap = 3, bool ties = true)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0, change: it => it.TiesAllowed = ties);
        await project.AddComparisonsAsync(comparisons, overlap);
        var scene = new SubmissionScene(project, await web.ClientOfAsync(await project.AddAnnotatorAsync()));
        await scene.NextAsync();
        return scene;
    }
}
