using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Comparisons;
using PrefLab.Testing;

namespace PrefLab.Browser.Tests.Security;

/// <summary>Every page that shows what somebody entered, with hostile text in all of it: nothing runs, is fetched, or becomes an element.</summary>
public sealed class HostilePagesTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private static Task<HostileScene>? shared;

    [Fact]
    public async Task B059_B066_B067_B070_B071_PagesOfStaff_ShowHostileTextsAsTexts()
    {
        var scene = await (shared ??= HostileScene.CreateAsync(site));
        var page = await site.OpenAsync(scene.Lead.Email);
        var watch = await Watch.OverAsync(page, site);
        var own = $"/p/{scene.Project.Id}";
        var crowded = await IdAsync(scene, "comparisons", "external_id = $2", HostileScene.ProjectName);
        var appellant = await IdAsync(scene, "appeals", "text = $2", HostileScene.Names[7], "annotator_id");
        var import = await IdAsync(scene, "imports", "file_name = $2", HostileScene.Names[7]);

        await watch.VisitAsync("/projects");
        await watch.VisitAsync("/people", pages: 20);
        await watch.VisitAsync("/account");
        await watch.VisitAsync(own);
        await watch.VisitAsync($"{own}/comparisons", pages: 20);
        await watch.VisitAsync($"{own}/comparisons/{crowded}");
        Assert.Equal(HostileScene.Names.Count, await page.Locator("[aria-labelledby=labels] td.pre bdi").CountAsync());
        await watch.VisitAsync($"{own}/review", pages: 20);
        await watch.VisitAsync($"{own}/review/{crowded}");
        Assert.True(await page.Locator(".said bdi").CountAsync() > 100);
        await watch.VisitAsync($"{own}/annotators", pages: 20);
        await watch.VisitAsync($"{own}/annotators/{appellant}");
        await watch.VisitAsync($"{own}/members", pages: 20);
        await watch.VisitAsync($"{own}/audit?kind=all", pages: 20);
        await watch.VisitAsync($"{own}/import");
        await watch.VisitAsync($"{own}/import/{import}");
        await watch.VisitAsync($"{own}/export");
        await watch.VisitAsync($"{own}/settings");
        await watch.VisitAsync($"{own}/settings/onboarding");
        await watch.VisitAsync($"{own}/comparisons/assign");
        await watch.VisitAsync($"{own}/preview");
        await watch.VisitAsync($"{own}/guidelines/edit");
        for (var version = 1; version <= 8; version++)
        {
            await watch.VisitAsync($"{own}/guidelines?version={version}");
        }

        watch.AssertNothing();
    }

    [Fact]
    public async Task B033_B071_WhatIsSentBack_IsText()
    {
        var scene = await (shared ??= HostileScene.CreateAsync(site));
        var page = await site.OpenAsync(scene.Lead.Email);
        var watch = await Watch.OverAsync(page, site);
        var own = $"/p/{scene.Project.Id}";
        foreach (var text in HostileScene.Names.Where(text => text.Length <= ComparisonListQuery.MaxSearch && text.Trim().Length > 0).Where((_, n) => n % 20 == 0))
        {
            var part = Uri.EscapeDataString(text);
            await watch.VisitAsync($"{own}/comparisons?in=id&search={part}");
            await watch.VisitAsync($"/nowhere/{part}");
            await watch.VisitAsync($"/api/v1/projects/{scene.Project.Id}/comparisons?filter={part}&after={part}");
        }

        await watch.VisitAsync($"{own}/annotators?search={Uri.EscapeDataString(HostileScene.ProjectName)}");
        await watch.VisitAsync($"{own}/audit?kind={Uri.EscapeDataString("\"><img src=x onerror=window.__pwned=1>")}");

        // Refused, with what was entered and what is wrong with it.
        await page.GotoAsync($"{own}/comparisons/assign");
        await page.Locator("[name='Form.Ids']").EvaluateAsync("(it, text) => { it.value = text; }", string.Join('\n', HostileScene.Names.Select(name => "no " + name.ReplaceLineEndings(" "))));
        await page.Locator("[name='Form.Annotator']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("main form button.btn-primary").ClickAsync();
        await page.Locator(".problems td").First.WaitForAsync();
        await watch.LookAsync();
        await page.GotoAsync("/projects/new");
        await page.Locator("[name$='Name']").First.EvaluateAsync("(it, text) => { it.removeAttribute('maxlength'); it.value = text; }", string.Concat(HostileStrings.Own));
        await page.Locator("main form button.btn-primary").ClickAsync();
        await page.Locator(".field-validation-error, .validation-summary-errors, [role=alert]").First.WaitForAsync();
        await watch.LookAsync();

        await PreviewAsync(page, own, Rows(id => JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["prompt"] = id,
            ["response_a"] = id,
            ["response_b"] = id + " b",
            [id + " unknown"] = id,
        })));
        await watch.LookAsync();
        await PreviewAsync(page, own, Rows(id => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["prompt"] = new[] { id },
            ["response_a"] = id,
            ["response_b"] = id + " b",
            ["gold"] = id,
        })));
        await watch.LookAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("javascript:window.__pwned=1"));
        await page.GetByLabel("E-mail").FillAsync("\"><img src=x onerror=window.__pwned=1>@example.org");
        await page.GetByLabel("Password").FillAsync("\"><script>window.__pwned=1</script>");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator("[role=alert], .validation-summary-errors, .field-validation-error").First.WaitForAsync();
        await watch.LookAsync();

        watch.AssertNothing();
    }

    [Fact]
    public async Task B059_B066_B067_B070_B071_PagesOfAnnotators_ShowHostileTextsAsTexts()
    {
        var scene = await (shared ??= HostileScene.CreateAsync(site));
        var own = $"/p/{scene.Project.Id}";
        var page = await site.OpenAsync(scene.Annotator.Email);
        var watch = await Watch.OverAsync(page, site);

        await watch.VisitAsync("/projects");
        await watch.VisitAsync($"{own}/me");
        Assert.Equal(10, await page.Locator("[aria-labelledby=decisions] tbody tr").CountAsync());
        await watch.VisitAsync($"{own}/guidelines");
        await watch.VisitAsync($"{own}/answers");
        var newest = (await page.Locator("tbody a").First.GetAttributeAsync("href"))!;
        await watch.VisitAsync(newest);
        Assert.Contains("DROP TABLE", await page.Locator("#decision").InnerTextAsync(), StringComparison.Ordinal);
        // What is not decided can be corrected, and has the comment in its form.
        await scene.Project.ExecuteAsync(
            "UPDATE comparisons SET expert_preference = NULL WHERE project_id = $1 AND id IN (SELECT comparison_id FROM assignments WHERE project_id = $1 AND token = $2)",
            scene.Project.Id.Value, Guid.Parse(newest[(newest.LastIndexOf('/') + 1)..]));
        await watch.VisitAsync(newest);
        Assert.Contains("DROP TABLE", await page.Locator("#comment").InputValueAsync(), StringComparison.Ordinal);

        await page.GotoAsync($"{own}/annotate");
        await page.Locator(".item [data-copy-source]:visible").First.WaitForAsync();
        Assert.Contains("<script>", await page.Locator("#comment").InputValueAsync(), StringComparison.Ordinal);
        await watch.LookAsync();
        await page.Locator("#guidelines").ClickAsync();
        await page.Locator("#panel .guidelines-panel, #panel .content > *").First.WaitForAsync();
        await watch.LookAsync();
        await page.EvaluateAsync("() => document.querySelector('[data-do=recent]').click()");
        await page.Locator("#recent li, #recent button").First.WaitForAsync();
        await watch.LookAsync();

        var newcomer = await site.OpenAsync(scene.Newcomer.Email);
        var second = await Watch.OverAsync(newcomer, site);
        await second.VisitAsync($"{own}/onboarding");
        await newcomer.GetByRole(AriaRole.Checkbox).CheckAsync();
        await newcomer.Locator("#go").ClickAsync();
        await newcomer.GetByText("I have read them").WaitForAsync();
        await second.LookAsync();
        await newcomer.Locator("#go").ClickAsync();
        await newcomer.GetByText("Start the training").ClickAsync();
        await newcomer.Locator(".item").WaitForAsync();
        await second.LookAsync();
        await newcomer.Locator(".scale button").First.ClickAsync();
        await newcomer.WaitForURLAsync(url => url.Contains("shown=", StringComparison.Ordinal));
        await second.LookAsync();

        watch.AssertNothing();
        second.AssertNothing();
    }

    [Fact]
    public async Task Watch_OverAPageThatWritesTextsAsMarkup_SeesThem()
    {
        var page = await site.OpenAsync();
        var watch = await Watch.OverAsync(page, site);
        await page.RouteAsync("**/raw*", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<body>{Uri.UnescapeDataString(new Uri(route.Request.Url).Query[1..])}" }));
        foreach (var text in (string[])["<script>window.__pwned=1</script>", "<img src=http://127.0.0.1:9/a.png>", "<b onclick=x>x</b>", "<a href=\"javascript:x\">x</a>", "<style></style>", "<i style='color:red'>x</i>"])
        {
            await watch.VisitAsync("/raw?" + Uri.EscapeDataString(text));
            Assert.True(watch.Forget() > 0, text);
        }

        await watch.VisitAsync("/raw?" + Uri.EscapeDataString("&lt;script&gt; <a href=\"http://127.0.0.1:9/\">x</a>"));
        watch.AssertNothing();
    }

    private static string Rows(Func<string, string> row) => string.Join('\n', HostileScene.Names.Take(60).Select(row));

    private static async Task PreviewAsync(IPage page, string own, string rows)
    {
        await page.GotoAsync($"{own}/import");
        await page.Locator("[data-file]").SetInputFilesAsync(new FilePayload
        {
            Name = "\"><img src=x onerror=window.__pwned=1>.jsonl",
            MimeType = "text/html",
            Buffer = Encoding.UTF8.GetBytes(rows),
        });
        await page.Locator("[data-preview] > *").First.WaitForAsync();
    }

    private static Task<long> IdAsync(HostileScene scene, string table, string condition, string value, string column = "id") =>
        scene.Project.ScalarAsync<long>($"SELECT {column} FROM {table} WHERE project_id = $1 AND {condition} LIMIT 1", scene.Project.Id.Value, value);
}
