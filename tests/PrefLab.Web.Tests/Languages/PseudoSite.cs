using AngleSharp.Dom;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Languages;

/// <summary>The application in a language that nobody speaks, with projects and people whose names are numbers: every other word is a text of the pages.</summary>
public sealed class PseudoSite : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private int people;

    public PrefLabFactory Factory { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        Factory = new PrefLabFactory(
            database.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" })
        {
            Change = PseudoTexts.Speak,
        };
        await Factory.WhenReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Factory.DisposeAsync();
        await database.DisposeAsync();
    }

    public async Task<TestProject> ProjectAsync(int comparisons, Action<Project>? change = null)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0, change: it =>
        {
            it.Name = "2024";
            it.Dimensions = [new Dimension("11", .5, Asked: true), new Dimension("12", .5, Asked: true)];
            change?.Invoke(it);
        });
        for (var i = 0; i < comparisons; i++)
        {
            await project.AddComparisonAsync($"{i} + 1 = ?", $"{i}", $"{i + 1}");
        }

        return project;
    }

    public async Task<(HttpClient Browser, Person Person)> PersonAsync(bool isAdministrator = false)
    {
        var email = $"{Interlocked.Increment(ref people)}@example.org";
        var made = await Factory.InScopeAsync((PersonService service) => service.CreateAsync(
            new NewPerson(email, "42", WebPeople.Password), null, isAdministrator, isDemonstration: false, TestContext.Current.CancellationToken));
        return (await Factory.SignInAsync(email), Assert.IsType<CreatePersonResult.Created>(made).Person);
    }

    public async Task<(HttpClient Browser, Person Person)> AnnotatorAsync(TestProject project, Standing standing = Standing.Active)
    {
        var (browser, person) = await PersonAsync();
        await project.AddAnnotatorAsync(standing, person);
        return (browser, person);
    }

    /// <summary>Asserts that a page speaks the language, and that it is the page that was meant.</summary>
    /// <param name="part">A selector of something that stands only on the page that was meant.</param>
    public static IDocument AssertSpeaks(IDocument page, string part)
    {
        Assert.True(page.QuerySelector(part) is not null, $"{page.Url} has no {part}: {page.QuerySelector("main")?.TextContent}");
        Assert.Contains("⟦", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(!UntranslatedTexts.Of(page).Any(), $"{page.Url}\n{string.Join('\n', UntranslatedTexts.Of(page))}");
        return page;
    }

    public static async Task<IDocument> SpeaksAsync(HttpClient browser, string path, string part)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return AssertSpeaks(await answer.HtmlAsync(), part);
    }

    /// <summary>Posts a form, follows where it leads, and looks at the page.</summary>
    public static async Task<IDocument> PostedSpeaksAsync(HttpClient browser, string path, string form, string part, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostFormAsync(path, WebPeople.Fields(fields), form);
        return answer.Headers.Location is { } next ? await SpeaksAsync(browser, next.OriginalString, part) : AssertSpeaks(await answer.HtmlAsync(), part);
    }
}
