using PrefLab.Testing.Database;

[assembly: AssemblyFixture(typeof(TestServerStop))]
