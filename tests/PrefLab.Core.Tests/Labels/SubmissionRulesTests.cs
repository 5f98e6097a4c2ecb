using PrefLab.Core.Labels;

namespace PrefLab.Core.Tests.Labels;

public sealed class SubmissionRulesTests
{
    private static readonly Submission Valid = new(Guid.NewGuid(), Guid.NewGuid(), 2);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void Check_AnswerOutsideTheScale_NamesTheField(int answer) =>
        Assert.Equal("answer", SubmissionRules.Check(Valid with { Answer = answer })?.Field);

    [Fact]
    public void B058_CommentOf10000Units_IsAcceptedAndOneMoreIsNot()
    {
        Assert.Null(SubmissionRules.Check(Valid with { Comment = "" }));
        Assert.Null(SubmissionRules.Check(Valid with { Comment = new string('x', 10_000) }));
        Assert.Equal("comment", SubmissionRules.Check(Valid with { Comment = new string('x', 10_001) })?.Field);
    }

    [Fact]
    public void B058_5000EmojiAre10000Units_AndMoreAreTooMany()
    {
        Assert.Null(SubmissionRules.Check(Valid with { Comment = string.Concat(Enumerable.Repeat("😀", 5_000)) }));
        Assert.Equal("comment", SubmissionRules.Check(Valid with { Comment = string.Concat(Enumerable.Repeat("😀", 10_000)) })?.Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    [InlineData(0xDC00)]
    public void Check_CommentWithACharacterThatCannotBeStored_NamesTheField(int unit)
    {
        Assert.Equal("comment", SubmissionRules.Check(Valid with { Comment = $"a{(char)unit}b" })?.Field);
        Assert.Equal("comment", SubmissionRules.Check(Valid with { Comment = $"{(char)unit}" })?.Field);
    }

    [Theory]
    [InlineData("\u202Eright to left\u202C")]
    [InlineData("a\uFFFDb")]
    [InlineData("e\u0301\u0301\u0301")]
    [InlineData("\U000E0041\u200D")]
    public void B059_UnusualCharacters_AreAccepted(string comment) =>
        Assert.Null(SubmissionRules.Check(Valid with { Comment = comment }));

    [Theory]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void B051_ActiveSecondsNotAnAmountOfTime_NamesTheField(double seconds) =>
        Assert.Equal("activeSeconds", SubmissionRules.Check(Valid with { ActiveSeconds = seconds })?.Field);

    [Fact]
    public void B055_TieWhereTiesAreOff_NamesTheField()
    {
        Assert.Equal("answer", SubmissionRules.Check(Valid with { Answer = 3 }, tiesAllowed: false, [])?.Field);
        Assert.Null(SubmissionRules.Check(Valid with { Answer = 3 }, tiesAllowed: true, []));
    }

    [Fact]
    public void Check_DimensionNotAsked_NamesTheField() => Assert.Equal(
        "dimensions",
        SubmissionRules.Check(Valid with { Dimensions = new Dictionary<string, int> { ["wit"] = 1 } }, true, ["helpfulness"])?.Field);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Check_DimensionRatingOutsideTheScale_NamesTheField(int rating) => Assert.Equal(
        "dimensions",
        SubmissionRules.Check(Valid with { Dimensions = new Dictionary<string, int> { ["wit"] = rating } }, true, ["wit"])?.Field);

    [Theory]
    [InlineData(true, "{\"clarity\":0,\"wit\":-1}")]
    [InlineData(false, "{\"clarity\":0,\"wit\":1}")]
    public void CanonicalDimensions_Displayed_AreTurnedToAAndB(bool leftIsA, string expected) => Assert.Equal(
        expected, SubmissionRules.CanonicalDimensions(new Dictionary<string, int> { ["wit"] = 1, ["clarity"] = 2 }, leftIsA));

    [Fact]
    public void ServerSeconds_EarlierAnswerIsLater_CountsFromIt()
    {
        var issued = DateTimeOffset.UnixEpoch;

        Assert.Equal(10, SubmissionRules.ServerSeconds(issued, null, issued.AddSeconds(10)));
        Assert.Equal(4, SubmissionRules.ServerSeconds(issued, issued.AddSeconds(6), issued.AddSeconds(10)));
        Assert.Equal(10, SubmissionRules.ServerSeconds(issued, issued.AddSeconds(-6), issued.AddSeconds(10)));
        Assert.Equal(0, SubmissionRules.ServerSeconds(issued, null, issued.AddSeconds(-1)));
    }
}
