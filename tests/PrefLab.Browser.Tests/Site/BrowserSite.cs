using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Browser.Tests.Site;

/// <summary>
/// The application on a real port and a Chromium that visits it. Tests share one, each with projects and people of its own;
/// those that look at everybody's, or take the database away, have one for their class. Without Chromium the tests say that they were skipped.
/// </summary>
public sealed class BrowserSite : IAsyncLifetime
{
    public const string Password = "correct horse battery staple";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string? Chromium = FindChromium();

    private PrefLabFactory factory = null!;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public TestDatabase Data { get; init; } = new();

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
        {
            return;
        }

        await Data.InitializeAsync();
        factory = new PrefLabFactory(
            Data.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" });
        factory.UseKestrel(0);
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress;
        await factory.WhenReadyAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Chromium is null)
        {
            return;
        }

        await browser!.DisposeAsync();
        playwright!.Dispose();
        await factory.DisposeAsync();
        await Data.DisposeAsync();
    }

    /// <summary>A fresh browser profile whose page fails the test on any script error or breach of the content security policy.</summary>
    public async Task<IPage> OpenAsync(string? signInAs = null, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        Assert.SkipWhen(browser is null, "Chromium was not found: install it, or name it in PREFLAB_CHROMIUM.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
        });
        ClosesPagesAttribute.Remember(context);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Complaints.Add(page, message.Type == "error" ? $"{message.Text} {message.Location}" : null);
        page.PageError += (_, error) => Complaints.Add(page, error);
        if (signInAs is not null)
        {
            await SignInAsync(context, signInAs);
        }

        return page;
    }

    /// <summary>Makes an account with <see cref="Password"/>.</summary>
    public async Task<Person> AddPersonAsync(string name, bool isAdministrator = false)
    {
        Assert.SkipWhen(Chromium is null, "Chromium was not found: install it, or name it in PREFLAB_CHROMIUM.");
        await using var scope = factory.Services.CreateAsyncScope();
        var email = $"{name.ToLowerInvariant()}-{Guid.NewGuid():N}@example.org";
        var result = await scope.ServiceProvider.GetRequiredService<PersonService>().CreateAsync(
            new NewPerson(email, name, Password), null, isAdministrator, isDemonstration: false, TestContext.Current.CancellationToken);
        return Assert.IsType<CreatePersonResult.Created>(result).Person;
    }

    /// <summary>Makes an account that annotates in the project.</summary>
    public async Task<(Person Person, Annotator Annotator)> AddAnnotatorAsync(TestProject project, string name)
    {
        var person = await AddPersonAsync(name);
        return (person, await project.AddAnnotatorAsync(person: person));
    }

    /// <summary>Posts the form without a page; there are tests of the page itself.</summary>
    private static async Task SignInAsync(IBrowserContext context, string email)
    {
        var form = await context.APIRequest.GetAsync("/sign-in");
        using var html = await new HtmlParser().ParseDocumentAsync(await form.TextAsync());
        var fields = context.APIRequest.CreateFormData();
        fields.Set("Form.Email", email);
        fields.Set("Form.Password", Password);
        fields.Set("__RequestVerificationToken", html.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!);
        var answer = await context.APIRequest.PostAsync("/sign-in", new() { Form = fields, MaxRedirects = 0 });
        Assert.Equal(302, answer.Status);
    }

    private static string? FindChromium()
    {
        if (Environment.GetEnvironmentVariable("PREFLAB_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
