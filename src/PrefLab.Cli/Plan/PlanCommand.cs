using System.CommandLine;

namespace PrefLab.Cli.Plan;

/// <summary><c>preflab plan</c>: how many labels and golds a project needs; no server.</summary>
public static class PlanCommand
{
    public static Command Create() => new("plan", "How many labels and golds a project needs. Needs no server.")
    {
        PlanLabelsCommand.Create(),
        PlanGoldCommand.Create(),
    };
}
