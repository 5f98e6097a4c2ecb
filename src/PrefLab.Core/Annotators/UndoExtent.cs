namespace PrefLab.Core.Annotators;

/// <summary>What an undo takes back of an action.</summary>
public enum UndoExtent : short
{
    /// <summary>Nothing: it was undone before, or what followed has to be undone first.</summary>
    None = 0,

    /// <summary>Its labels count again; the standing is that of what followed.</summary>
    Labels = 1,
    All = 2,
}
