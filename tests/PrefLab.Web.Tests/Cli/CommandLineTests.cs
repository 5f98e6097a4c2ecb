namespace PrefLab.Web.Tests.Cli;

/// <summary>One after the other, on one running application: they share the definition of the commands.</summary>
[CollectionDefinition(Name)]
public sealed class CommandLineTests : ICollectionFixture<ListeningWeb>
{
    public const string Name = "command line";
}
