namespace PrefLab.Cli.Plan;

/// <summary>What the library says of a number outside its range, as an error of the person at the keyboard.</summary>
internal static class PlanErrors
{
    /// <exception cref="CommandException">A number is outside its range.</exception>
    public static T Guarded<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ArgumentException problem)
        {
            throw new CommandException($"{problem.ParamName}: {problem.Message.Split(" (Parameter")[0]}", problem);
        }
    }
}
