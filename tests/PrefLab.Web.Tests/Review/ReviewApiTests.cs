using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Core.Accounts;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Review;

public sealed class ReviewApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Journey_NextAnswerDecisionUndo_AnswersAsDescribed()
    {
        var (disputed, client, api) = await SceneAsync();
        var list = await client.GetFromJsonAsync<JsonElement>(api, Ct);
        var next = await SendAsync(client, $"{api}/next", new { });
        var comparison = next.Body.GetProperty("id").GetInt64();
        var early = await SendAsync(client, $"{api}/{comparison}/decision", new { answer = 1, reason = "Because" });
        var answered = await SendAsync(client, $"{api}/{comparison}/answer", new { answer = 2 });
        var decision = new { answer = await disputed.DisplayedAsync(new ComparisonId(comparison), Preference.AMuchBetter), reason = "Because" };
        var decided = await SendAsync(client, $"{api}/{comparison}/decision", decision);
        var again = await SendAsync(client, $"{api}/{comparison}/decision", decision);
        var other = await SendAsync(client, $"{api}/{comparison}/decision", decision with { reason = "Or not" });
        var nothing = await SendAsync(client, $"{api}/next", new { });
        var standing = (await client.GetFromJsonAsync<JsonElement>($"{api}/decided", Ct)).GetProperty("comparisons")[0];
        var undone = await SendAsync(client, $"{api}/{comparison}/undo", new { reason = "Misread" });

        Assert.Equal("""{"all":1,"noMajority":1,"highEntropy":1,"flagged":0}""", list.GetProperty("waiting").GetRawText());
        Assert.Equal("""["NoMajority","HighEntropy"]""", list.GetProperty("comparisons")[0].GetProperty("reasons").GetRawText());
        Assert.Equal(("Blind", JsonValueKind.Null), (next.Body.GetProperty("step").GetString(), next.Body.GetProperty("seen").ValueKind));
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Equal(3, answered.Body.GetProperty("seen").GetProperty("answers").GetArrayLength());
        Assert.Equal(3, answered.Body.GetProperty("seen").GetProperty("votes").EnumerateArray().Sum(votes => votes.GetInt32()));
        Assert.Equal(("Decided", "Nothing"), (decided.Body.GetProperty("step").GetString(), decided.Body.GetProperty("decision").GetProperty("becomes").GetString()));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.OK], new[] { again, other, nothing, undone }.Select(it => it.Status));
        var made = standing.GetProperty("decision");
        Assert.Equal(
            (comparison, decision.answer, "Because", "Nothing"),
            (standing.GetProperty("id").GetInt64(), made.GetProperty("answer").GetInt32(), made.GetProperty("reason").GetString(), made.GetProperty("becomes").GetString()));
        Assert.Equal(0, (await client.GetFromJsonAsync<JsonElement>($"{api}/decided", Ct)).GetProperty("comparisons").GetArrayLength());
        Assert.Equal("Waiting", undone.Body.GetProperty("step").GetString());
    }

    [Fact]
    public async Task Post_WhatCannotBe_IsRefusedWithTheField()
    {
        var (disputed, client, api) = await SceneAsync();
        var (_, stranger, foreign) = await SceneAsync();
        var comparison = await disputed.ComparisonAsync();
        var bored = await SendAsync(client, $"{api}/next", new { reason = "bored" });
        await SendAsync(client, $"{api}/{comparison}/open", new { });
        var answer = await SendAsync(client, $"{api}/{comparison}/answer", new { answer = 6 });
        await SendAsync(client, $"{api}/{comparison}/answer", new { answer = 1 });
        var becomes = await SendAsync(client, $"{api}/{comparison}/decision", new { answer = 1, reason = "Because", becomes = "all" });
        var reason = await SendAsync(client, $"{api}/{comparison}/decision", new { answer = 1, reason = "a\0b" });
        var unknown = await SendAsync(stranger, $"{foreign}/{comparison}/open", new { });

        Assert.Equal(["reason", "answer", "becomes", "reason"], new[] { bored, answer, becomes, reason }.Select(it => it.Body.GetProperty("errors").EnumerateObject().Single().Name));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, $"{api}/{comparison}/release", new { })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(client, $"{api}/{comparison}/undo", new { reason = "Because" })).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<(DisputedProject Disputed, HttpClient Client, string Api)> SceneAsync()
    {
        var disputed = await DisputedProject.CreateAsync(web.Data.Database);
        await disputed.DisputeAsync();
        var expert = await web.Factory.AddPersonAsync($"expert-{Guid.NewGuid():N}@example.org", project: disputed.Project.Id, role: Role.Expert);
        return (disputed, await web.Factory.KeyClientAsync(expert.Id), $"/api/v1/projects/{disputed.Project.Id}/review");
    }
}
