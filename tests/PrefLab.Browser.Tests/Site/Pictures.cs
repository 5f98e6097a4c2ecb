using Microsoft.Playwright;

namespace PrefLab.Browser.Tests.Site;

/// <summary>Pictures of pages for people to look at, when <c>PREFLAB_SCREENSHOTS</c> names a folder.</summary>
public static class Pictures
{
    public static async Task TakeAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PREFLAB_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
