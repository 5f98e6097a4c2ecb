using System.Net;
using System.Text.RegularExpressions;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Authorization;

namespace PrefLab.Web.Tests.Promises;

/// <summary>Annotators learn nothing that would move their answer: every byte of a whole session is looked through.</summary>
public sealed partial class BlindSessionTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task Blind_EveryByteOfAFullSession_TellsNoGoldModelIdMetadataOrOtherPerson()
    {
        var scene = await BlindScene.CreateAsync(web);
        var (other, answered, held) = await scene.OtherAsync();
        var named = await scene.NameAsync();
        var traffic = new RecordedTraffic();
        using var browser = scene.Browser(traffic);
        await BlindScene.SignInAsync(browser, BlindScene.Email);
        var session = new BlindSession(scene, browser);

        await session.WorkAsync();
        await session.RefusedAsync([Guid.NewGuid(), answered, held]);
        await session.WithoutScriptAsync();
        await session.EveryPageAsync(RoleTable.Endpoints.Keys);
        await session.StoppedAsync();

        // the session is a whole one
        Assert.Superset(
            new HashSet<int> { 200, 201, 204, 302, 400, 401, 403, 404, 409 }, traffic.Answers.Select(it => (int)it.Status).ToHashSet());
        var golds = await scene.Project.ScalarAsync<long>(
            """
            SELECT count(*) FILTER (WHERE c.gold_preference IS NOT NULL) FROM assignments s
            JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id JOIN annotators a ON a.id = s.annotator_id
            JOIN people p ON p.id = a.person_id
            WHERE s.project_id = $1 AND s.state = 2 AND p.email = $2
            """,
            scene.Id.Value,
            BlindScene.Email);
        Assert.InRange(golds, 4, 10);
        Assert.Equal(14, traffic.Answers.SelectMany(it => Prompt().Matches(it.Text)).Select(it => it.Value).Distinct(StringComparer.Ordinal).Count());

        // nothing is in it; the reply to a label names the label, which is part of the API: nothing follows from it
        Assert.Empty(traffic.Answers
            .Select(it => it with { Text = Stored().Replace(WithoutAddress(it), "") })
            .SelectMany(it => it.Finds([.. BlindScene.Forbidden.Keys, .. BlindScene.ForbiddenBytes])));

        // and it would be found: each stands in what its rightful reader is sent
        var lead = await scene.LeadSeesAsync();
        RecordedTraffic.Answer[] rightful = [.. lead.Answers, .. named.Answers, .. other.Answers];
        Assert.Equal([], BlindScene.Forbidden.Keys.Where(word => !rightful.Any(it => it.Finds([word]).Any())));
    }

    /// <summary>A refused page can be had in another language, for which it holds the address that was asked for.</summary>
    private static string WithoutAddress(RecordedTraffic.Answer answer) =>
        answer.Status == HttpStatusCode.Forbidden ? answer.Text.Replace($"value=\"{answer.To[(answer.To.IndexOf(' ') + 1)..]}\"", "", StringComparison.Ordinal) : answer.Text;

    [GeneratedRegex("shown prompt [0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prompt();

    [GeneratedRegex("""(?<=\n)\{"labelId":[0-9]+\}$""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stored();
}
