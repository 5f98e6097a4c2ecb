using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Security;

/// <summary>Counts what hostile text may not do on a page: run, ask, fetch, breach the content security policy, or become an element.</summary>
internal sealed class Watch
{
    private const string Wrong =
        """
        () => [...document.querySelectorAll('*')].filter(it =>
          it.matches('iframe, frame, object, embed, applet, base, style, audio, video, picture, portal, marquee, meta[http-equiv], script:not([src])')
          || [...it.attributes].some(at => at.name.startsWith('on') || at.name === 'srcdoc' || at.name === 'style' && !it.closest('.math, .katex')
            || ['href', 'src', 'action', 'formaction', 'poster', 'background', 'srcset', 'data', 'xlink:href', 'ping'].includes(at.name)
              && !/^(\/|#|\?|$|https?:|mailto:|data:image\/svg)/i.test(at.value))
          || ['src', 'action', 'formaction'].some(name => it.hasAttribute(name) && new URL(it.getAttribute(name), location).origin !== location.origin && !it.getAttribute(name).startsWith('data:image/svg'))
          || it.id && it.matches('#main, #answer, #open, #work') && document.querySelectorAll('#' + it.id).length > 1)
          .map(it => it.cloneNode(false).outerHTML.slice(0, 200)).concat(window.__pwned === undefined ? [] : ['it ran'], window.breaches ?? [])
        """;

    private readonly List<string> seen = [];
    private readonly IPage page;

    private Watch(IPage page)
    {
        this.page = page;
    }

    public static async Task<Watch> OverAsync(IPage page, BrowserSite site)
    {
        var watch = new Watch(page);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:image/svg", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                watch.seen.Add($"{page.Url} asked for {request.Url}");
            }
        };
        page.Dialog += (_, dialog) => watch.seen.Add($"{page.Url} opened a dialog: {dialog.Message}");
        page.Popup += (_, popup) => watch.seen.Add($"{page.Url} opened a window: {popup.Url}");
        await page.AddInitScriptAsync("window.breaches = []; addEventListener('securitypolicyviolation', it => window.breaches.push(`${it.violatedDirective}: ${it.blockedURI} ${it.sample}`));");
        return watch;
    }

    /// <summary>Opens a page and those after it, and looks at each.</summary>
    public async Task VisitAsync(string path, int pages = 1)
    {
        for (var address = path; address is not null && pages > 0; pages--)
        {
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            await LookAsync();
            address = pages > 1 && await page.Locator("a[rel=next]").CountAsync() > 0 ? await page.Locator("a[rel=next]").First.EvaluateAsync<string>("it => it.href") : null;
        }
    }

    /// <summary>Looks at the page as it stands, every folded part of it open.</summary>
    public async Task LookAsync()
    {
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(it => { it.open = true; })");
        seen.AddRange((await page.EvaluateAsync<string[]>(Wrong)).Select(wrong => $"{page.Url}: {wrong}"));
    }

    /// <returns>What was seen so far.</returns>
    public int Forget()
    {
        var count = seen.Count;
        seen.Clear();
        return count;
    }

    public void AssertNothing() => Assert.True(seen.Count == 0, string.Join('\n', seen.Take(30)));
}
