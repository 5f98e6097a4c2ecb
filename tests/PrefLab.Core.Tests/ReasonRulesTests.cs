namespace PrefLab.Core.Tests;

public sealed class ReasonRulesTests
{
    [Theory]
    [InlineData(null, "Give a reason.")]
    [InlineData("  ", "Give a reason.")]
    [InlineData("a\0b", "A reason has no NUL characters.")]
    [InlineData("Answers left 94 % of the time.", null)]
    public void Check_Text_IsJudged(string? reason, string? message) => Assert.Equal(message, ReasonRules.Check(reason)?.Message);

    [Fact]
    public void Check_TooLong_NamesTheField() => Assert.Equal("reason", ReasonRules.Check(new string('x', Limits.Reason + 1))?.Field);
}
