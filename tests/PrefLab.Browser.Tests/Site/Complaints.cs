using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace PrefLab.Browser.Tests.Site;

/// <summary>What a page complained about: script errors, refused content, failed loads.</summary>
public static class Complaints
{
    private static readonly ConditionalWeakTable<IPage, List<string>> All = [];

    public static void Add(IPage page, string? complaint)
    {
        if (complaint is not null)
        {
            All.GetOrCreateValue(page).Add(complaint);
        }
    }

    public static void AssertNone(IPage page) =>
        Assert.True(!All.TryGetValue(page, out var complaints), string.Join('\n', complaints ?? []));
}
