using System.CommandLine;
using System.Globalization;

namespace PrefLab.Cli.Simulate;

/// <summary><c>preflab simulate</c>: simulated annotators label over the API; with a think time, a load test.</summary>
public static class SimulateCommand
{
    private static readonly Option<long> Project = ConnectionOptions.ProjectOption();

    private static readonly Option<int> People = new("--people") { Description = "Simulated annotators.", DefaultValueFactory = _ => 12 };

    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed decides the same.", DefaultValueFactory = _ => 1 };

    private static readonly Option<FileInfo?> Answers = new("--answers")
    {
        Description = "PrefLab JSON Lines with gold.preference or metadata.intended: what is right for those who read.",
    };

    private static readonly Option<string> Labels = new("--labels")
    {
        Description = "Labels a person, those of earlier runs included; or none: until no work is left.",
        DefaultValueFactory = _ => "none",
    };

    private static readonly Option<string?> Kinds = new("--kinds")
    {
        Description = $"Kinds in turn, of {KindNames}; else a usual mixture.",
    };

    private static string KindNames =>
        $"{string.Join(", ", SimulatedKind.All.Select(kind => kind.Name).Concat(SimulatedKind.Styles.Keys))} (the last {SimulatedKind.Styles.Count} with a skill if wanted, as in no-ties:.85)";

    private static readonly Option<int> Think = new("--think") { Description = "Mean think time in milliseconds (exponential)." };

    private static readonly Option<int?> Concurrency = new("--concurrency") { Description = "Requests in flight; else as many as people." };

    private static readonly Option<double?> Duration = new("--duration") { Description = "Stops after so many seconds." };

    private static readonly Option<FileInfo?> JournalFile = new("--journal")
    {
        Description = "Writes every request with its submission key and every 2xx body, as JSON Lines.",
    };

    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("simulate", "Lets simulated annotators label a project, which makes it a demonstration. Needs an administrator's key.")
        {
            Project, People, Seed, Answers, Labels, Kinds, Think, Concurrency, Duration, JournalFile,
        };
        command.SetGuardedAction((parsed, ct) => RunAsync(parsed, connection, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ConnectionOptions connection, CancellationToken ct)
    {
        var people = InRange("--people", parsed.GetValue(People), 1, 10_000);
        var settings = new SimulationSettings(
            parsed.GetRequiredValue(Project),
            parsed.GetValue(Seed),
            ReadLabels(parsed.GetValue(Labels)!),
            TimeSpan.FromMilliseconds(InRange("--think", parsed.GetValue(Think), 0, 3_600_000)),
            InRange("--concurrency", parsed.GetValue(Concurrency) ?? people, 1, 10_000),
            parsed.GetValue(Duration) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e6)) : null);
        var truth = parsed.GetValue(Answers) is { } answers ? await TruthBook.ReadAsync(answers, ct) : new TruthBook();
        var cast = Cast.Draw(people, ReadKinds(parsed.GetValue(Kinds)));

        await using var journal = parsed.GetValue(JournalFile) is { } file ? Journal.Create(file, connection.Time) : null;
        using var api = connection.Open(parsed, journal);
        var result = await new Simulation(api, truth, settings, connection.Time).RunAsync(cast, parsed.InvocationConfiguration.Error, ct);
        await SimulationTable.WriteAsync(parsed.InvocationConfiguration.Output, result);
        return ct.IsCancellationRequested ? CommandActions.Cancelled : result.HasFailures ? CommandActions.Failed : CommandActions.Done;
    }

    private static IReadOnlyList<SimulatedKind> ReadKinds(string? text) => text is null
        ? SimulatedKind.Usual
        :
        [
            .. text.Split(',', StringSplitOptions.TrimEntries).Select(name => SimulatedKind.Find(name) ?? throw new CommandException($"\"{name}\" is no kind: {KindNames}.")),
        ];

    private static int? ReadLabels(string text) => text switch
    {
        "none" => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var labels) => labels,
        _ => throw new CommandException($"--labels is a number, or none; not \"{text}\"."),
    };

    private static int InRange(string name, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new CommandException(FormattableString.Invariant($"{name} is {least} to {most}, not {value}."));
}
