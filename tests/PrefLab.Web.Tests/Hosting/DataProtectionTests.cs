using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class DataProtectionTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task Unprotect_OnAnotherNode_ReadsWhatTheFirstProtected()
    {
        await using var other = new PrefLabFactory(web.Data.ConnectionString);
        await other.WhenReadyAsync();
        var text = Protector(web.Factory).Protect("a cookie");

        Assert.Equal("a cookie", Protector(other).Unprotect(text));
    }

    private static IDataProtector Protector(PrefLabFactory factory) =>
        factory.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
