using System.Globalization;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class CultureTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public void Start_OnAnyMachine_ReadsAndWritesNumbersAlike()
    {
        Assert.NotNull(web.Factory.Services);
        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.DefaultThreadCurrentCulture);
    }
}
