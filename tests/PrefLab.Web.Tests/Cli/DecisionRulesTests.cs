using PrefLab.Cli.Simulate;
using PrefLab.Metrics;

namespace PrefLab.Web.Tests.Cli;

public sealed class DecisionRulesTests
{
    private const int Many = 4_000;

    private static readonly TruthBook Truth = new();

    [Fact]
    public void Decide_SameSeedPersonAndTexts_IsTheSame()
    {
        foreach (var kind in SimulatedKind.All)
        {
            Assert.Equal(Answers(kind, seed: 3), Answers(kind, seed: 3));
        }
    }

    [Fact]
    public void Decide_OtherSeed_Differs() => Assert.NotEqual(Answers(SimulatedKind.Careful, seed: 3), Answers(SimulatedKind.Careful, seed: 4));

    [Fact]
    public void Decide_OtherPerson_Differs() =>
        Assert.NotEqual(Answers(SimulatedKind.Fast, 3, "Fast Ada"), Answers(SimulatedKind.Fast, 3, "Fast Grace"));

    [Fact]
    public void Decide_SidesSwapped_IsMirroredForThoseWhoRead()
    {
        var swapped = Enumerable.Range(0, Many).Select(n => 6 - Decide(SimulatedKind.Careful, new ShownPair($"prompt {n}", $"b {n}", $"a {n}"), 3));

        Assert.Equal(Answers(SimulatedKind.Careful, seed: 3), swapped);
    }

    [Theory]
    [InlineData("careful", .93, .97)]
    [InlineData("fast", .86, .90)]
    [InlineData("mixed", .70, .80)]
    [InlineData("random", .34, .40)]
    [InlineData("coin", .38, .46)]
    [InlineData("drifting", .64, .71)]
    public void Decide_ManyComparisons_IsRightAsOftenAsTheKindSays(string name, double least, double most)
    {
        var kind = SimulatedKind.All.Single(kind => kind.Name == name);
        var right = Enumerable.Range(0, Many).Count(n =>
        {
            var pair = Pair(n);
            var answer = DecisionRules.Decide(kind, pair, Truth.Of(pair), n, Many, true, pair.RandomFor(1, "Ada")).Answer;
            return Preference.FromDisplayed(answer, pair.LeftIsFirst).Direction == Truth.Of(pair).Direction;
        });

        Assert.InRange((double)right / Many, least, most);
    }

    [Theory]
    [InlineData("plain:.85", .84, .86, .20, .30)]
    [InlineData("no-ties", .765, .79, 0, 0)]
    [InlineData("many-ties:.95", .60, .68, .46, .55)]
    public void Decide_HonestStyle_AnswersAsTheLibraryDoes(string name, double least, double most, double fewestTies, double mostTies)
    {
        var kind = SimulatedKind.Find(name)!;
        var answers = Enumerable.Range(0, Many).Select(n => (Pair: Pair(n), Answer: Preference.FromDisplayed(Decide(kind, Pair(n), seed: 1), Pair(n).LeftIsFirst))).ToList();

        Assert.InRange(answers.Average(it => it.Answer.Direction == Truth.Of(it.Pair).Direction ? 1.0 : 0), least, most);
        Assert.InRange(answers.Average(it => it.Answer == Preference.Tie ? 1.0 : 0), fewestTies, mostTies);
    }

    [Theory]
    [InlineData("plain:")]
    [InlineData("plain:1.1")]
    [InlineData("plain:-.5")]
    [InlineData("left:.9")]
    [InlineData("nobody")]
    public void Find_NoSuchKind_IsNull(string name) => Assert.Null(SimulatedKind.Find(name));

    [Fact]
    public void Decide_AlwaysLeft_NeverAnswersRight() => Assert.All(Answers(SimulatedKind.Left, seed: 1), answer => Assert.InRange(answer, 1, 2));

    [Fact]
    public void Decide_NoTiesAllowed_GivesNone()
    {
        foreach (var kind in SimulatedKind.All)
        {
            for (var n = 0; n < 500; n++)
            {
                var pair = Pair(n);
                Assert.NotEqual(3, DecisionRules.Decide(kind, pair, Truth.Of(pair), n, 500, tiesAllowed: false, pair.RandomFor(1, "Ada")).Answer);
            }
        }
    }

    [Fact]
    public void Of_AnswersFile_KnowsTheTextsOnBothSides()
    {
        var book = new TruthBook();
        book.Add("""{"prompt":"p","response_a":"x","response_b":"y","metadata":{"intended":"A>"}}""");
        book.Add("""{"prompt":[{"role":"user","content":"q"}],"response_a":"v","response_b":"u","gold":{"preference":"A>>"}}""");

        Assert.Equal(Preference.ABetter, book.Of(new ShownPair("p", "x", "y")));
        Assert.Equal(Preference.ABetter, book.Of(new ShownPair("p", "y", "x")));
        // "u" sorts first, so there it is A; the prompt's JSON may be spaced differently.
        Assert.Equal(Preference.BMuchBetter, book.Of(new ShownPair("""[{"role": "user", "content": "q"}]""", "u", "v")));
    }

    private static ShownPair Pair(int n) => new($"prompt {n}", $"a {n}", $"b {n}");

    private static int Decide(SimulatedKind kind, ShownPair pair, int seed, string person = "Ada") =>
        DecisionRules.Decide(kind, pair, Truth.Of(pair), 0, null, tiesAllowed: true, pair.RandomFor(seed, person)).Answer;

    private static List<int> Answers(SimulatedKind kind, int seed, string person = "Ada") =>
        [.. Enumerable.Range(0, Many).Select(n => Decide(kind, Pair(n), seed, person))];
}
