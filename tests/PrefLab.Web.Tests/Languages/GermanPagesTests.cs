using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Languages;

public sealed class GermanPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task Pages_OfAnAnnotator_SpeakGerman()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync("german@example.org", project: project.Id, role: Role.Annotator);
        using var browser = await web.Factory.SignInAsync("german@example.org");
        browser.DefaultRequestHeaders.Add("Accept-Language", "de");

        foreach (var (path, said) in new[]
        {
            ("/projects", "Sie sind"), ($"/p/{project.Id}/annotate", "Es kann losgehen"), ($"/p/{project.Id}/me", "Bisher verdient"),
            ($"/p/{project.Id}/guidelines", "Noch keine Richtlinien"), ($"/p/{project.Id}/onboarding", "Sie sind bereit"),
        })
        {
            var main = (await browser.GetHtmlAsync(path)).QuerySelector("main")!;
            Assert.Null(main.GetAttribute("lang"));
            Assert.Contains(said, main.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_OfALead_AreMarkedAsEnglishInsideAGermanLayout()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync("german-lead@example.org", project: project.Id, role: Role.Lead);
        using var browser = await web.Factory.SignInAsync("german-lead@example.org");
        browser.DefaultRequestHeaders.Add("Accept-Language", "de");

        var page = await browser.GetHtmlAsync($"/p/{project.Id}/members");

        Assert.Equal(("de", "en"), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("main")!.GetAttribute("lang")));
        Assert.Contains("Projekte", page.QuerySelector(".top-nav")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Members", page.QuerySelector("main .sub")!.TextContent, StringComparison.Ordinal);
    }
}
