using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Authorization;

public sealed class RoleTableTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task Endpoints_OfTheRunningApplication_AreAllInTheTable()
    {
        var found = await Endpoints.OfAsync(web.Factory);

        var missing = found.Where(endpoint => !RoleTable.Endpoints.ContainsKey(endpoint.Name))
            .Select(endpoint => $"        [\"{endpoint.Name}\"] = Access.{endpoint.Granted},");
        var gone = RoleTable.Endpoints.Keys.Except(found.Select(endpoint => endpoint.Name), StringComparer.Ordinal);
        var differences = $"add:\n{string.Join('\n', missing)}\ntake away:\n{string.Join('\n', gone)}";
        Assert.True(string.Equals("add:\n\ntake away:\n", differences, StringComparison.Ordinal), differences);
    }

    [Fact]
    public async Task Endpoints_OfTheRunningApplication_GrantWhatTheTableSays()
    {
        var found = await Endpoints.OfAsync(web.Factory);

        foreach (var endpoint in found.Where(endpoint => RoleTable.Endpoints.ContainsKey(endpoint.Name)))
        {
            Assert.Equal((endpoint.Name, RoleTable.Endpoints[endpoint.Name]), (endpoint.Name, endpoint.Granted));
        }
    }
}
