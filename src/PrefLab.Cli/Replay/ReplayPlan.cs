using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Cli.Replay;

/// <summary>Recorded votes by person, in the order of the file, repeated ones left out.</summary>
public sealed class ReplayPlan
{
    private readonly Dictionary<string, List<(string Item, Preference Preference)>> people = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<(string Item, Preference Preference)>> People => people;

    public int Count { get; private set; }

    /// <summary>Votes of a person on a comparison that the same person had voted on.</summary>
    public int Duplicates { get; private set; }

    /// <exception cref="CommandException">A vote is none of the classes.</exception>
    public static ReplayPlan Read(FileInfo file, VoteColumns columns, int classes)
    {
        var plan = new ReplayPlan();
        var seen = new HashSet<(string Annotator, string Item)>();
        foreach (var vote in RecordedVotes.Read(file, columns))
        {
            if (!seen.Add((vote.Annotator, vote.Item)))
            {
                plan.Duplicates++;
                continue;
            }

            if (!plan.people.TryGetValue(vote.Annotator, out var votes))
            {
                plan.people[vote.Annotator] = votes = [];
            }

            votes.Add((vote.Item, Read(vote, classes)));
            plan.Count++;
        }

        return plan;
    }

    private static Preference Read(RecordedVote vote, int classes)
    {
        if (!int.TryParse(vote.Label, NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level >= classes)
        {
            throw new CommandException(FormattableString.Invariant(
                $"The vote of {vote.Annotator} on {vote.Item} is \"{vote.Label}\", not 0 to {classes - 1}."));
        }

        // Three classes say nothing of strength: they are A>, = and B>.
        return (Preference)(classes == 3 ? level + 1 : level);
    }
}
