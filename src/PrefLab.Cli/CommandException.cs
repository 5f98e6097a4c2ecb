namespace PrefLab.Cli;

/// <summary>Something that the person at the keyboard can mend; its message is all that is shown.</summary>
public sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
