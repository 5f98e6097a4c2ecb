namespace PrefLab.Cli.Replay;

/// <summary>The names of the columns of a file of recorded votes.</summary>
/// <param name="Label">Null when only who voted on what is wanted.</param>
public sealed record VoteColumns(string Item, string Annotator, string? Label);

/// <summary>One recorded vote.</summary>
/// <param name="Label">The class as written; empty when it was not asked for.</param>
public sealed record RecordedVote(string Item, string Annotator, string Label);
