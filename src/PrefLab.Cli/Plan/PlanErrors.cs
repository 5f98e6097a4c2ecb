namespace PrefLab.Cli.Plan;

/// <summary>What the library says of a number outside its range, as an error of the person at the keyboard.</summary>
internal static class PlanErrors
{
    /// <summary>The options whose numbers the library knows by another name.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["P0"] = "accuracy",
        ["P1"] = "notice",
        ["Alpha"] = "alpha",
        ["Threshold"] = "threshold",
        ["MinGolds"] = "min-golds",
        ["MinAccuracy"] = "min-accuracy",
        ["goldRate"] = "rate",
        ["accuracy"] = "a-share",
        ["exposureCap"] = "cap",
    };

    /// <exception cref="CommandException">A number is outside its range; names the option.</exception>
    public static T Guarded<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ArgumentException problem)
        {
            var name = problem.ParamName ?? "";
            throw new CommandException($"--{Options.GetValueOrDefault(name, name)}: {problem.Message.Split(" (Parameter")[0]}", problem);
        }
    }
}
