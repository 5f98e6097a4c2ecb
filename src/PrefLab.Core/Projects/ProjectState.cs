namespace PrefLab.Core.Projects;

public enum ProjectState : short
{
    Draft = 1,
    Open = 2,
    Paused = 3,
    Closed = 4,
    Archived = 5,
}
