using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Annotators;
using PrefLab.Core.Onboarding;
using PrefLab.Testing.Database;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>The pages around the work, in both sizes and themes.</summary>
public sealed class PageLooksTests(BrowserSite site)
{
    [Fact]
    public async Task Pages_AroundTheWork()
    {
        var project = await LooksProject.CreateAsync(site, asked: true);
        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        var page = await site.OpenAsync();
        var look = new Look(page);
        await page.GotoAsync("/sign-in");
        await look.AtAsync("sign-in");

        page = await site.OpenAsync(person.Email);
        look = new Look(page, look);
        await page.GotoAsync("/projects");
        await look.AtAsync("projects");
        await page.GotoAsync($"/p/{project.Id}/answers");
        await look.AtAsync("answers-none");
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.Locator("#start").ClickAsync();
        await InHandAsync(page, 3);
        await PressAsync(page, "2", "b", "f", "Enter");
        await ShownAsync(page, 2);
        await PressAsync(page, "4", "Enter");
        await ShownAsync(page, 3);
        await SavedAsync(page);
        await page.GotoAsync($"/p/{project.Id}/answers");
        await look.AtAsync("answers");
        await page.Locator("tbody a").First.ClickAsync();
        await look.AtAsync("answer");
        await page.GotoAsync($"/p/{project.Id}/me");
        await look.AtAsync("me");
        await page.GotoAsync($"/p/{project.Id}/guidelines");
        await look.AtAsync("guidelines");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Annotate_WithoutScripts()
    {
        var project = await LooksProject.CreateAsync(site, asked: true);
        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        var page = await site.OpenAsync(person.Email, scripts: false);
        var look = new Look(page);

        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Response 1" }).WaitForAsync();
        await look.AtAsync("scriptless", scripts: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip…" }).ClickAsync();
        await page.Locator("#skip").WaitForAsync();
        await look.AtAsync("scriptless-skip", scripts: false);

        look.AssertNothingFound();
    }

    [Fact]
    public async Task Onboarding_EveryStep()
    {
        var project = await LooksProject.CreateAsync(site, onboarding: new OnboardingSettings
        {
            Consent = "We store **your answers** and the time that each takes.\n\n- You can stop at any time.\n- You are paid for each answer.",
            ConsentVersion = 1,
            GuidelinesMustBeRead = true,
            Training = true,
            Qualification = true,
            Questions = 2,
            PassPercent = 50,
        });
        await project.AddGoldsAsync(1);
        await project.ExecuteAsync(
            "UPDATE comparisons SET use = CASE WHEN prompt LIKE 'normal%' THEN 3 ELSE 4 END, gold_preference = 0, gold_explanation = 'The **first** one walks the list once, and says so.' WHERE project_id = $1 AND (prompt LIKE 'normal%' OR prompt LIKE 'equal%' OR prompt LIKE 'wide%')",
            project.Id.Value);
        var person = await site.AddPersonAsync("Ona");
        await project.AddAnnotatorAsync(Standing.Onboarding, person);
        var page = await site.OpenAsync(person.Email);
        var look = new Look(page);

        await page.GotoAsync($"/p/{project.Id}/annotate");
        await look.AtAsync("not-set-up");
        await page.GotoAsync($"/p/{project.Id}/onboarding");
        await look.AtAsync("onboarding-consent");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        foreach (var (state, ready) in new[] { ("guidelines", "I have read them"), ("training", "Start the training") })
        {
            await page.Locator("#go").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = ready }).WaitForAsync();
            await look.AtAsync($"onboarding-{state}");
        }

        await page.Locator("#go").ClickAsync();
        await page.Locator("#question").WaitForAsync();
        await look.AtAsync("onboarding-question");
        await page.Locator("#question button").First.ClickAsync();
        await page.Locator(".explanation").WaitForAsync();
        await look.AtAsync("onboarding-explained");
        await page.Locator("#go").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the qualification" }).WaitForAsync();
        await look.AtAsync("onboarding-qualification");
        for (var i = 1; i <= 2; i++)
        {
            if (i == 1)
            {
                await page.Locator("#go").ClickAsync();
            }

            await page.GetByText($"{i} of 2", new() { Exact = true }).WaitForAsync();
            await page.Locator("#question button").Nth(i == 1 ? 1 : 3).ClickAsync();
        }

        await page.GetByText("1 of 2 right").Or(page.GetByText("2 of 2 right")).Or(page.GetByText("0 of 2 right")).WaitForAsync();
        await look.AtAsync("onboarding-end");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }
}
