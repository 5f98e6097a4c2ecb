using System.Globalization;
using PrefLab.Core.Assignments;
using PrefLab.Metrics;

namespace PrefLab.Web.Tests.Promises;

/// <summary>
/// Golds cannot be told from the rest by anything that is sent with them. Everything drawn is drawn from fixed seeds (<see cref="BlindPool.Seed"/>) and
/// no time is looked at, so that each run ends as the one before. With a thousand golds and as many others the area of a guess has a standard error of
/// .013: another seed leaves .5 ± .05 about once in ten thousand areas, and what tells golds in one case of five cannot stay within.
/// </summary>
public sealed class BlindGoldsTests(ITestOutputHelper output)
{
    /// <summary>What a look at golds may win over a guess.</summary>
    private const double MostWon = .05;

    private const double LeastLearned = .35;

    [Fact]
    public async Task Blind_GoldsCannotBeTold_ByAnythingSentWithThem()
    {
        await using var pool = await BlindPool.CollectAsync();
        Assert.InRange(pool.Rows.Count(row => row.IsGold), 1000, pool.Rows.Count - 1000);
        BlindPool.Row[] onPage = [.. pool.Rows.Where(row => row.OnPage is not null)];

        AssertGuesses([.. pool.Rows], row => row.Features);
        AssertGuesses(onPage, row => row.OnPage!);
        AssertSides(pool.Rows);

        // what stands with a third of the golds only would be found
        var random = new Random(BlindPool.Seed);
        double[][] told = [.. pool.Rows.Select(row => row.Features.Values.Append(row.IsGold && random.Next(3) == 0 ? 1.0 : 0).ToArray())];
        bool[] golds = [.. pool.Rows.Select(row => row.IsGold)];
        Assert.InRange(Classifier.Auc(Classifier.CrossValidated(told, golds, [.. pool.Rows.Select(row => row.Person)]), golds), .6, 1);
    }

    [Theory]
    [InlineData(50, .10)]
    [InlineData(12, .20)]
    [InlineData(7, .05)]
    public void Blind_PlaceOfGolds_CannotBeForeseen(int size, double fraction)
    {
        var random = new Random(BlindPool.Seed);
        bool[][] batches = [.. Enumerable.Range(0, 2000).Select(_ => BatchRules.DrawGoldPositions(size, fraction, random))
            .Select(golds => Enumerable.Range(0, size).Select(position => Array.IndexOf(golds, position) >= 0).ToArray())];
        bool[] isGold = [.. batches.SelectMany(it => it)];
        double[] position = [.. batches.SelectMany(it => it.Select((_, index) => (double)index))];
        Assert.InRange(isGold.Count(it => it), 1000, isGold.Length);

        AssertGuess("position", position, isGold);
        AssertGuess("distance from the middle", [.. position.Select(it => Math.Abs(it - ((size - 1) / 2.0)))], isGold);
        AssertGuess("odd position", [.. position.Select(it => it % 2)], isGold);
        // each position as often as each other: the sum over positions of (seen - wanted)² / wanted (1 - share) is near their number
        var share = isGold.Count(it => it) / (double)isGold.Length;
        var wanted = share * batches.Length;
        var spread = Enumerable.Range(0, size).Sum(place => Math.Pow(batches.Count(batch => batch[place]) - wanted, 2) / (wanted * (1 - share)));
        output.WriteLine($"chi-square of {size} positions: {spread:0.0}");
        Assert.InRange(spread, 0, size + (4 * Math.Sqrt(2.0 * size)));
    }

    /// <summary>Left and right as often, also for the response that is known to be better; A as often better as B, for each person and for the first gold of each.</summary>
    private void AssertSides(IReadOnlyList<BlindPool.Row> rows)
    {
        BlindPool.Row[] golds = [.. rows.Where(row => row.IsGold)];
        AssertHalf("A is on the left, golds", golds, row => row.LeftIsA);
        AssertHalf("A is on the left, others", [.. rows.Where(row => !row.IsGold)], row => row.LeftIsA);
        AssertHalf("the better response is on the left", golds, row => row.LeftIsA == (row.Gold!.Value.Direction == Direction.A));
        AssertHalf("A is better", golds, row => row.Gold!.Value.Direction == Direction.A);
        Assert.All(golds.GroupBy(row => row.Person), of => Assert.InRange(of.Sum(row => row.Gold!.Value.Direction == Direction.A ? 1 : -1), -1, 1));
        AssertHalf("A is better, first gold", [.. golds.GroupBy(row => row.Person).Select(of => of.First())], row => row.Gold!.Value.Direction == Direction.A, .12);
    }

    private void AssertHalf(string what, BlindPool.Row[] rows, Func<BlindPool.Row, bool> holds, double most = MostWon)
    {
        var share = rows.Count(holds) / (double)rows.Length;
        output.WriteLine($"{what}: {share:0.000} of {rows.Length}");
        Assert.InRange(share, .5 - most, .5 + most);
    }

    private void AssertGuesses(BlindPool.Row[] rows, Func<BlindPool.Row, IReadOnlyDictionary<string, double>> of)
    {
        bool[] golds = [.. rows.Select(row => row.IsGold)];
        int[] people = [.. rows.Select(row => row.Person)];
        string[] names = [.. of(rows[0]).Keys];
        foreach (var name in names)
        {
            AssertGuess(name, [.. rows.Select(row => of(row)[name])], golds);
        }

        // all at once, and with squares: what lies in the middle or at both ends is told as well
        double[] means = [.. names.Select(name => rows.Average(row => of(row)[name]))];
        double[][] features = [.. rows.Select(row => names.Select(name => of(row)[name]).ToArray())];
        double[][] squares = [.. features.Select(row => row.Concat(row.Zip(means, (value, mean) => (value - mean) * (value - mean))).ToArray())];
        foreach (var (what, scores) in new[] { ("all at once", Classifier.CrossValidated(features, golds, people)), ("with squares", Classifier.CrossValidated(squares, golds, people)) })
        {
            AssertGuess(what, scores, golds, isLearned: true);
            var (low, high) = Classifier.Interval(scores, golds, people, new Random(BlindPool.Seed));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  interval over people: {low:0.000} to {high:0.000}"));
            Assert.True(low <= .5 + MostWon, $"{what} tells golds: area {low} to {high}.");
        }
    }

    /// <summary>At most .55 but for the sampling error: that of a guess, two and a half times, where there are fewer than a thousand golds.</summary>
    /// <param name="isLearned">A cross-validated score of pure noise lies below .5, so only above it counts; far below it something would have been learned as well.</param>
    private void AssertGuess(string name, double[] scores, bool[] golds, bool isLearned = false)
    {
        double positives = golds.Count(it => it);
        var error = Math.Sqrt((golds.Length + 1) / (12 * positives * (golds.Length - positives)));
        var most = positives >= 1000 ? MostWon : MostWon + (2.5 * error);
        var area = Classifier.Auc(scores, golds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {area:0.000} of {positives} golds, standard error {error:0.000}"));
        Assert.True(area <= .5 + most && area >= (isLearned ? LeastLearned : .5 - most), $"{name} tells golds: area {area}.");
    }
}
