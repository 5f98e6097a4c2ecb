using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PrefLab.Browser.Tests.Site;

/// <summary>What axe finds on a page as it stands. It stays in the page for the next look. The pages have no frames, into which it would have to be brought too.</summary>
internal static class Axe
{
    private const string Run =
        """
        async () => {
          const { passes, violations } = await axe.run({ resultTypes: ['violations'] });
          return passes.length === 0 ? ['axe looked at nothing'] : violations.map(it => `${it.id}: ${it.nodes.map(node => node.html).join('; ')}`);
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task<string[]> ViolationsAsync(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(Run);
    }
}
