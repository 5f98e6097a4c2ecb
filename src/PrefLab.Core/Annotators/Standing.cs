namespace PrefLab.Core.Annotators;

/// <summary>Whether an annotator gets work: Active and Flagged do, the others do not.</summary>
public enum Standing : short
{
    Onboarding = 1,
    Active = 2,
    Flagged = 3,
    Paused = 4,
    Removed = 5,
}

public static class Standings
{
    extension(Standing standing)
    {
        public bool AllowsWork => standing is Standing.Active or Standing.Flagged;
    }
}
