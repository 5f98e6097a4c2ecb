using PrefLab.Browser.Tests.Site;
using PrefLab.Testing.Database;

// In this order they are disposed of: the site drops its database before the server stops.
[assembly: AssemblyFixture(typeof(BrowserSite))]
[assembly: AssemblyFixture(typeof(TestServerStop))]
[assembly: ClosesPages]
