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
}
