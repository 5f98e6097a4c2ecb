using PrefLab.Core.Annotators;

namespace PrefLab.Core.Tests.Annotators;

public sealed class StandingRulesTests
{
    [Theory]
    [InlineData(Standing.Onboarding, StandingAction.Pause, Standing.Paused)]
    [InlineData(Standing.Active, StandingAction.Pause, Standing.Paused)]
    [InlineData(Standing.Flagged, StandingAction.Pause, Standing.Paused)]
    [InlineData(Standing.Paused, StandingAction.Pause, null)]
    [InlineData(Standing.Removed, StandingAction.Pause, null)]
    [InlineData(Standing.Onboarding, StandingAction.Reinstate, null)]
    [InlineData(Standing.Active, StandingAction.Reinstate, null)]
    [InlineData(Standing.Flagged, StandingAction.Reinstate, Standing.Active)]
    [InlineData(Standing.Paused, StandingAction.Reinstate, Standing.Active)]
    [InlineData(Standing.Removed, StandingAction.Reinstate, null)]
    public void After_EachCell_IsAsTabled(Standing before, StandingAction action, Standing? after) =>
        Assert.Equal(after, StandingRules.After(before, action));

    [Theory]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("a\0b", false)]
    [InlineData("Answers left 94 % of the time.", true)]
    public void CheckReason_Text_IsJudged(string reason, bool right) => Assert.Equal(right, StandingRules.CheckReason(reason) is null);

    [Fact]
    public void CheckReason_TooLong_IsRefused() => Assert.NotNull(StandingRules.CheckReason(new string('x', Limits.Reason + 1)));
}
