namespace PrefLab.Core.Projects;

/// <summary>What became of a change to a project.</summary>
public abstract record ProjectResult
{
    private ProjectResult()
    {
    }

    public sealed record Saved(ProjectId Id, int Version) : ProjectResult;

    /// <summary>Nothing was stored; every error, by field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ProjectResult;

    /// <summary>Somebody changed the project since the version that this change started from; nothing was stored.</summary>
    /// <param name="Current">The settings as they are now.</param>
    /// <param name="Theirs">What the others changed meanwhile, oldest first.</param>
    public sealed record Stale(int Version, ProjectState State, ProjectSettings Current, IReadOnlyList<SettingChange> Theirs) : ProjectResult;

    public sealed record StateRefused(ProjectState From, ProjectState To) : ProjectResult;

    /// <summary>Not there, or not visible to the actor.</summary>
    public sealed record Missing : ProjectResult;

    /// <summary>Only an administrator may do this.</summary>
    public sealed record Forbidden : ProjectResult;
}
