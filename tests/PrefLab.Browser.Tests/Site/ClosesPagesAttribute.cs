using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

namespace PrefLab.Browser.Tests.Site;

/// <summary>Closes what a test opened when the test is over: the browser is shared, and pages that nobody looks at go on working.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Opened = new(StringComparer.Ordinal);

    public static void Remember(IBrowserContext context) => Opened.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Opened.TryRemove(test.UniqueID, out var contexts))
        {
            Task.Run(() => Task.WhenAll(contexts.Select(context => context.CloseAsync()))).GetAwaiter().GetResult();
        }
    }
}
