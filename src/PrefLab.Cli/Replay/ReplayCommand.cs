using System.CommandLine;
using static System.FormattableString;

namespace PrefLab.Cli.Replay;

/// <summary><c>preflab replay</c>: recorded votes of real annotators through the real submission path.</summary>
public static class ReplayCommand
{
    private static readonly Option<FileInfo> Labels = new("--labels") { Description = "Recorded votes (CSV with a heading).", Required = true };

    private static readonly Option<long> Project = ConnectionOptions.ProjectOption();

    private static readonly Option<string> AnnotatorColumn = Column("--annotator-column", "worker", "Who voted.");

    private static readonly Option<string> ItemColumn = Column("--item-column", "item", "The comparison's external id.");

    private static readonly Option<string> LabelColumn = Column("--label-column", "label", "The class of the vote.");

    private static readonly Option<int> Classes = NewClasses();

    private static readonly Option<int> Concurrency = new("--concurrency") { Description = "People at work at once.", DefaultValueFactory = _ => 8 };

    private static readonly Option<FileInfo?> JournalFile = new("--journal") { Description = "Writes every request and every 2xx body, as JSON Lines." };

    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("replay", "Replays recorded votes, one simulated annotator for each recorded one, which makes the project a demonstration. Needs an administrator's key.")
        {
            Labels, Project, AnnotatorColumn, ItemColumn, LabelColumn, Classes, Concurrency, JournalFile,
        };
        command.SetGuardedAction((parsed, ct) => RunAsync(parsed, connection, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ConnectionOptions connection, CancellationToken ct)
    {
        var columns = new VoteColumns(
            parsed.GetRequiredValue(ItemColumn), parsed.GetRequiredValue(AnnotatorColumn), parsed.GetRequiredValue(LabelColumn));
        var plan = ReplayPlan.Read(parsed.GetRequiredValue(Labels), columns, parsed.GetValue(Classes));
        await using var journal = parsed.GetValue(JournalFile) is { } file ? Journal.Create(file, connection.Time) : null;
        using var api = connection.Open(parsed, journal);
        var error = parsed.InvocationConfiguration.Error;
        await error.WriteLineAsync(Invariant($"{plan.Count} votes of {plan.People.Count} people"));

        var replay = new VoteReplay(api, parsed.GetRequiredValue(Project), connection.Time);
        var result = await replay.RunAsync(plan, Math.Clamp(parsed.GetValue(Concurrency), 1, 1_000), error, ct);
        var output = parsed.InvocationConfiguration.Output;
        await output.WriteLineAsync(Invariant($"{result.Stored} labels stored in {result.Elapsed.TotalSeconds:0.0} s, {result.Rate:0.0} a second"));
        await output.WriteLineAsync(Invariant(
            $"{plan.Duplicates} repeated votes skipped, {result.AlreadyThere} given earlier, {result.Refused} refused"));
        foreach (var refusal in result.Refusals)
        {
            await output.WriteLineAsync($"refused: {refusal}");
        }

        return result.Refused == 0 ? CommandActions.Done : CommandActions.Refused;
    }

    private static Option<int> NewClasses()
    {
        var classes = new Option<int>("--classes")
        {
            Description = "3: 0 A, 1 tie, 2 B. 5: 0 A much better to 4 B much better.",
            DefaultValueFactory = _ => 3,
        };
        return classes.AcceptOnlyFromAmong("3", "5");
    }

    private static Option<string> Column(string name, string usual, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };
}
