using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrefLab.Benchmarks.Ratings;

/// <summary>
/// Labels by 500 simulated people, two to four a comparison, from streams of SplitMix64: the same bytes in every language.
/// A person is right with a probability of .50 to .95 and else mostly one level off; one in 25 clicks at random, one in 50 always the same.
/// </summary>
internal sealed class GeneratedRatings
{
    public const int Annotators = 500;
    public const int Categories = 5;

    private static readonly double[] Shares = [.18, .30, .12, .26, .14];

    private GeneratedRatings(int comparisons, int[] item, int[] worker, int[] label)
    {
        Comparisons = comparisons;
        (Item, Worker, Label) = (item, worker, label);
    }

    public int Comparisons { get; }

    public int[] Item { get; }

    public int[] Worker { get; }

    public int[] Label { get; }

    public static GeneratedRatings Make(int labels)
    {
        var (item, worker, label) = (new int[labels], new int[labels], new int[labels]);
        var (n, i) = (0, 0);
        for (; n < labels; i++)
        {
            var u = Uniform(1, i);
            var size = Math.Min(2 + (u >= .25 ? 1 : 0) + (u >= .75 ? 1 : 0), labels - n);
            var truth = TruthOf(i);
            var first = (int)(Uniform(3, i) * Annotators);
            var step = 1 + (int)(Uniform(4, i) * ((Annotators / 4) - 1));
            for (var r = 0; r < size; r++, n++)
            {
                (item[n], worker[n]) = (i, (first + (r * step)) % Annotators);
                label[n] = LabelOf(n, worker[n], truth);
            }
        }

        return new GeneratedRatings(i, item, worker, label);
    }

    /// <summary>The checksum of the file with the columns item, worker, label.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder("item,worker,label\n");
        for (var n = 0; n < Item.Length; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Item[n]},{Worker[n]},{Label[n]}\n");
            if (text.Length > 1 << 20)
            {
                hash.AppendData(Encoding.ASCII.GetBytes(text.ToString()));
                text.Clear();
            }
        }

        hash.AppendData(Encoding.ASCII.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int TruthOf(int i)
    {
        var (u, sum, truth) = (Uniform(2, i), Shares[0], 0);
        while (truth < Categories - 1 && u >= sum)
        {
            sum += Shares[++truth];
        }

        return truth;
    }

    private static int LabelOf(int n, int worker, int truth)
    {
        var anything = (int)(Uniform(8, n) * Categories);
        if (worker % 50 == 1)
        {
            return 1;
        }

        if (worker % 25 == 0)
        {
            return anything;
        }

        var neighbour = Math.Clamp(truth + (Uniform(9, n) < .5 ? -1 : 1), 0, Categories - 1);
        var ability = .50 + (.45 * Uniform(5, worker));
        return Uniform(6, n) < ability ? truth : Uniform(7, n) < .7 ? neighbour : anything;
    }

    private static double Uniform(ulong stream, int index)
    {
        var z = ((stream << 40) + (ulong)index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / 9007199254740992.0);
    }
}
