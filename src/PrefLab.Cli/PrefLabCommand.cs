using System.CommandLine;
using PrefLab.Cli.Export;
using PrefLab.Cli.Import;
using PrefLab.Cli.Metrics;
using PrefLab.Cli.Plan;
using PrefLab.Cli.Replay;
using PrefLab.Cli.Simulate;

namespace PrefLab.Cli;

/// <summary>The root of the command line.</summary>
public static class PrefLabCommand
{
    public static RootCommand Create(TimeProvider time)
    {
        var connection = new ConnectionOptions(time);
        var root = new RootCommand("Imports, exports, simulates and replays over PrefLab's API, computes metrics of a file, and plans labels and golds.")
        {
            ImportCommand.Create(connection),
            ExportCommand.Create(connection),
            SimulateCommand.Create(connection),
            ReplayCommand.Create(connection),
            MetricsCommand.Create(),
            PlanCommand.Create(),
        };
        connection.AddTo(root);
        return root;
    }
}
