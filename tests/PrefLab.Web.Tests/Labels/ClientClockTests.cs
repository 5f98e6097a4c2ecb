using System.Net;
using System.Text;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Labels;

/// <summary>B065: what a client says of the time has no effect on results.</summary>
public sealed class ClientClockTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Theory]
    [InlineData("2099-01-01T03:00:00+14:00")]
    [InlineData("1999-12-31T23:59:60Z")]
    [InlineData("2026-10-25T02:30:00+01:00")]
    public async Task B065_ClientClockOffOrOnTheNightOfTheChange_ServerTimesCount(string moment)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1);
        var scene = new SubmissionScene(project, await web.ClientOfAsync(await project.AddAnnotatorAsync()));
        await scene.NextAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.Address(scene.Token));
        request.Headers.TryAddWithoutValidation("Date", moment);
        request.Headers.TryAddWithoutValidation("X-Timezone", "Pacific/Kiritimati");
        request.Content = new StringContent(
            $$"""{"submissionKey":"{{Guid.NewGuid()}}","answer":2,"activeSeconds":3,"receivedAt":"{{moment}}","issuedAt":"{{moment}}","at":"{{moment}}","serverSeconds":9e9}""",
            Encoding.UTF8,
            "application/json");

        using var answer = await scene.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(1, await project.ScalarAsync<long>(
            """
            SELECT count(*) FROM audit.label l JOIN audit.assignment s ON s.project_id = l.project_id AND s.id = l.assignment_id
            WHERE l.project_id = $1 AND l.received_at BETWEEN now() - interval '5 minutes' AND now() + interval '1 second'
              AND l.received_at >= s.issued_at AND l.server_seconds BETWEEN 0 AND 300 AND l.active_seconds = 3
            """,
            project.Id.Value));
    }
}
