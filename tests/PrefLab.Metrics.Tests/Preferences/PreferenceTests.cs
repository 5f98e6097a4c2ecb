namespace PrefLab.Metrics.Tests;

public sealed class PreferenceTests
{
    public static TheoryData<Preference> All => [.. Enum.GetValues<Preference>()];

    [Theory]
    [InlineData(Preference.AMuchBetter, 0, "A>>", Direction.A)]
    [InlineData(Preference.ABetter, 1, "A>", Direction.A)]
    [InlineData(Preference.Tie, 2, "=", Direction.Tie)]
    [InlineData(Preference.BBetter, 3, "B>", Direction.B)]
    [InlineData(Preference.BMuchBetter, 4, "B>>", Direction.B)]
    public void Level_EachOfFive_HasItsNumberSymbolAndDirection(Preference level, int stored, string symbol, Direction direction)
    {
        Assert.Equal(stored, (int)level);
        Assert.Equal(symbol, level.Symbol);
        Assert.Equal(direction, level.Direction);
        Assert.Equal(level, Preference.ParseSymbol(symbol));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Mirrored_Twice_IsTheSame(Preference level)
    {
        Assert.Equal(level, level.Mirrored.Mirrored);
        Assert.Equal(level == Preference.Tie, level == level.Mirrored);
    }

    [Theory]
    [InlineData(1, true, Preference.AMuchBetter)]
    [InlineData(2, true, Preference.ABetter)]
    [InlineData(5, true, Preference.BMuchBetter)]
    [InlineData(1, false, Preference.BMuchBetter)]
    [InlineData(4, false, Preference.ABetter)]
    [InlineData(3, true, Preference.Tie)]
    [InlineData(3, false, Preference.Tie)]
    public void FromDisplayed_EitherOrder_IsCanonical(int displayed, bool leftIsA, Preference expected)
    {
        Assert.Equal(expected, Preference.FromDisplayed(displayed, leftIsA));
        Assert.Equal(displayed, expected.ToDisplayed(leftIsA));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void FromDisplayed_OutsideOneToFive_Throws(int displayed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Preference.FromDisplayed(displayed, leftIsA: true));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a>")]
    [InlineData(" =")]
    [InlineData("A>>>")]
    [InlineData("2")]
    public void TryParseSymbol_NotASymbol_IsFalse(string? symbol) => Assert.False(Preference.TryParseSymbol(symbol, out _));

    [Fact]
    public void ParseSymbol_NotASymbol_Throws() => Assert.Throws<FormatException>(() => Preference.ParseSymbol("tie"));
}
