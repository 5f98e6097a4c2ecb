using System.Net.Http.Headers;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class StaticFilesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Get_OutsideDevelopmentWithoutBeingPublished_ServesTheFile(string encoding)
    {
        await using var factory = new PrefLabFactory(web.Data.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["environment"] = "Production",
        });
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/css/tokens.css");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
