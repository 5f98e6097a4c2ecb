using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Authorization;

/// <summary>Asks every endpoint of the table as every kind of person: pages by cookie, the API by key.</summary>
public sealed partial class AnswersByRoleTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, false)]
    [InlineData("outsider", false)]
    [InlineData("annotator", false)]
    [InlineData("expert", false)]
    [InlineData("operations", false)]
    [InlineData("lead", false)]
    [InlineData("administrator", true)]
    public async Task Endpoint_ForOneKindOfPerson_AnswersAsTheTableSays(string? kind, bool isAdministrator)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        Role? role = Enum.TryParse<Role>(kind, ignoreCase: true, out var parsed) ? parsed : null;
        using var browser = kind is null ? web.Factory.NewClient() : await PersonAsync(kind, isAdministrator, project, role);
        var person = kind is null ? 0 : await PersonIdAsync(kind);
        using var program = kind is null ? web.Factory.NewClient() : await web.Factory.KeyClientAsync(person);
        var wrong = new List<string>();
        foreach (var (name, who) in RoleTable.Endpoints.Where(row => !row.Key.Contains("/health/", StringComparison.Ordinal)))
        {
            var isPage = name.StartsWith("page ", StringComparison.Ordinal);
            var method = isPage ? "GET" : name.Split(' ')[0];
            var path = name.Split(' ', 2)[1];
            var address = Parameter().Replace(path, match => ValueOf(match.Groups["name"].Value, project.Id));
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method is "POST" or "PUT")
            {
                request.Content = JsonContent.Create(new { });
            }

            using var answer = await (isPage ? browser : program).SendAsync(request, Ct);
            var expected = Expected(who, kind, isAdministrator, role, isPage, name.Contains("{projectId", StringComparison.Ordinal));
            var asExpected = expected is { } status ? answer.StatusCode == status : IsLetIn(answer, isPage);
            if (!asExpected)
            {
                wrong.Add($"{kind ?? "anonymous"}: {name} answered {(int)answer.StatusCode}, expected {expected?.ToString() ?? "to be let in"}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Endpoint_OfAProjectThatIsNotThere_Is404ForAnAdministratorToo()
    {
        const long absent = 999_999_999;
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var browser = await PersonAsync("stray", isAdministrator: true, project, role: null);
        using var program = await web.Factory.KeyClientAsync(await PersonIdAsync("stray"));
        foreach (var name in RoleTable.Endpoints.Keys.Where(name => name.StartsWith("GET ", StringComparison.Ordinal) && name.Contains("{projectId", StringComparison.Ordinal)))
        {
            var address = Parameter().Replace(name.Split(' ', 2)[1], match => ValueOf(match.Groups["name"].Value, new ProjectId(absent)));

            using var answer = await program.GetAsync(new Uri(address, UriKind.Relative), Ct);

            Assert.Equal((name, HttpStatusCode.NotFound), (name, answer.StatusCode));
        }
    }

    /// <returns>The refusal; null for who is let in.</returns>
    private static HttpStatusCode? Expected(Access who, string? kind, bool isAdministrator, Role? role, bool isPage, bool isProject)
    {
        if (who == Access.Anybody)
        {
            return null;
        }

        if (kind is null)
        {
            return isPage ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized;
        }

        var letIn = who switch
        {
            Access.SignedIn => true,
            Access.Administrator => isAdministrator,
            Access.ProjectLead => isAdministrator || role is Role.Lead,
            Access.ProjectOperations => isAdministrator || role is Role.Lead or Role.Operations,
            Access.ProjectReviewer => isAdministrator || role is Role.Lead or Role.Expert,
            Access.ProjectMember => isAdministrator || role is not null,
            _ => role is Role.Annotator,
        };
        if (letIn)
        {
            return null;
        }

        var hidden = isProject && who != Access.Administrator && role is null && !isAdministrator;
        return hidden ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
    }

    private static bool IsLetIn(HttpResponseMessage answer, bool isPage) =>
        answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && (int)answer.StatusCode < 500
        && !(isPage && (answer.Headers.Location?.OriginalString.Contains("returnUrl", StringComparison.OrdinalIgnoreCase) ?? false));

    private async Task<HttpClient> PersonAsync(string kind, bool isAdministrator, TestProject project, Role? role)
    {
        await web.Factory.AddPersonAsync($"{kind}@example.org", isAdministrator, project: project.Id, role: role);
        return await web.Factory.SignInAsync($"{kind}@example.org");
    }

    private async Task<long> PersonIdAsync(string kind)
    {
        await using var db = web.Data.Open();
        return db.Users.Single(person => person.Email == $"{kind}@example.org").Id;
    }

    private static string ValueOf(string name, ProjectId project) => name switch
    {
        "projectId" => project.ToString(),
        "token" => "0190163d-8694-739b-aea5-966c26f8ad91",
        _ => "1",
    };

    [GeneratedRegex(@"\{(?<name>\w+)([^{}]|\([^)]*\))*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
