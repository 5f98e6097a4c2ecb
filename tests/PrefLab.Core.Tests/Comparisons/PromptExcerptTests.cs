using PrefLab.Core.Comparisons;

namespace PrefLab.Core.Tests.Comparisons;

public sealed class PromptExcerptTests
{
    [Theory]
    [InlineData("Explain\n\n recursion", false, "Explain recursion")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", false, "abcdefghijklmnopqrst…")]
    [InlineData("""[{"role":"user","content":"Hello \u00e4"}]""", true, "Hello ä")]
    [InlineData("""[{"role":"user","content":"cut of""", true, """[{"role":"user","con…""")]
    [InlineData("not json", true, "not json")]
    [InlineData("", false, "")]
    public void Of_Prompt_IsOneShortLine(string prompt, bool isChat, string expected) =>
        Assert.Equal(expected, PromptExcerpt.Of(prompt, isChat, 20));

    [Fact]
    public void Of_EmojiAtTheEnd_IsNotCutInTwo() => Assert.Equal("aaa…", PromptExcerpt.Of("aaa🧪", false, 4));
}
