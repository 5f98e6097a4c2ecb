using PrefLab.Core.Annotators;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorActionRulesTests
{
    [Theory]
    [InlineData(Standing.Onboarding, AnnotatorActionKind.Pause, Standing.Paused)]
    [InlineData(Standing.Active, AnnotatorActionKind.Pause, Standing.Paused)]
    [InlineData(Standing.Flagged, AnnotatorActionKind.Pause, Standing.Paused)]
    [InlineData(Standing.Paused, AnnotatorActionKind.Pause, null)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Pause, null)]
    [InlineData(Standing.Onboarding, AnnotatorActionKind.Reinstate, null)]
    [InlineData(Standing.Active, AnnotatorActionKind.Reinstate, null)]
    [InlineData(Standing.Flagged, AnnotatorActionKind.Reinstate, Standing.Active)]
    [InlineData(Standing.Paused, AnnotatorActionKind.Reinstate, Standing.Active)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Reinstate, null)]
    [InlineData(Standing.Onboarding, AnnotatorActionKind.Remove, Standing.Removed)]
    [InlineData(Standing.Active, AnnotatorActionKind.Remove, Standing.Removed)]
    [InlineData(Standing.Flagged, AnnotatorActionKind.Remove, Standing.Removed)]
    [InlineData(Standing.Paused, AnnotatorActionKind.Remove, Standing.Removed)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Remove, null)]
    [InlineData(Standing.Onboarding, AnnotatorActionKind.Retrain, null)]
    [InlineData(Standing.Active, AnnotatorActionKind.Retrain, Standing.Onboarding)]
    [InlineData(Standing.Flagged, AnnotatorActionKind.Retrain, Standing.Onboarding)]
    [InlineData(Standing.Paused, AnnotatorActionKind.Retrain, Standing.Onboarding)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Retrain, null)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Note, Standing.Removed)]
    [InlineData(Standing.Active, AnnotatorActionKind.Note, Standing.Active)]
    [InlineData(Standing.Paused, AnnotatorActionKind.Dismiss, Standing.Paused)]
    public void After_EachCell_IsAsTabled(Standing before, AnnotatorActionKind action, Standing? after) =>
        Assert.Equal(after, AnnotatorActionRules.After(before, action));

    [Theory]
    [InlineData(Standing.Paused, AnnotatorActionKind.Pause)]
    [InlineData(Standing.Removed, AnnotatorActionKind.Remove)]
    public void After_AgainToExclude_IsPossible(Standing standing, AnnotatorActionKind action) =>
        Assert.Equal(standing, AnnotatorActionRules.After(standing, action, excludes: true));

    [Theory]
    [InlineData(AnnotatorActionKind.Pause, 5, UndoExtent.All)]
    [InlineData(AnnotatorActionKind.Pause, 5, UndoExtent.Labels, AnnotatorActionKind.Reinstate)]
    [InlineData(AnnotatorActionKind.Pause, 5, UndoExtent.Labels, AnnotatorActionKind.Dismiss, AnnotatorActionKind.Retrain)]
    [InlineData(AnnotatorActionKind.Pause, 5, UndoExtent.None, AnnotatorActionKind.Reinstate, AnnotatorActionKind.Pause)]
    [InlineData(AnnotatorActionKind.Remove, 5, UndoExtent.None, AnnotatorActionKind.Remove)]
    [InlineData(AnnotatorActionKind.Pause, 0, UndoExtent.None, AnnotatorActionKind.Reinstate)]
    [InlineData(AnnotatorActionKind.Reinstate, 0, UndoExtent.None, AnnotatorActionKind.Dismiss)]
    [InlineData(AnnotatorActionKind.Note, 0, UndoExtent.All, AnnotatorActionKind.Pause)]
    public void Undoable_AfterOthers_IsAsTabled(AnnotatorActionKind kind, int labels, UndoExtent extent, params AnnotatorActionKind[] later) =>
        Assert.Equal(extent, AnnotatorActionRules.Undoable(kind, new ActionFigures(labels, 0, 0, 0, 0, 0, 0), later));
}
