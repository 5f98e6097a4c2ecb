namespace PrefLab.Core.Exchange;

/// <summary>The file as a whole cannot be read; thrown from inside its stream, and reported like any other problem.</summary>
internal sealed class ImportRefusedException(string reason) : IOException(reason);
