using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Accounts;

public sealed class PeopleJourneyTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Appoint_ByKeyboard_AsksFirst(int width, ColorScheme scheme)
    {
        var administrator = await site.AddPersonAsync("Ada", isAdministrator: true);
        var name = $"Grace{width}";
        await site.AddPersonAsync(name);
        var page = await site.OpenAsync(administrator.Email, width: width, scheme: scheme);
        await page.GotoAsync("/people");

        await page.GetByText($"Administrator… make {name} one").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.TakeAsync($"people-{width}");
        Assert.Empty(await page.ViolationsAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText($"Dismiss… {name} as administrator").WaitForAsync();
        Complaints.AssertNone(page);
    }
}
