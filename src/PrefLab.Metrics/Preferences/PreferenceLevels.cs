using System.Diagnostics.CodeAnalysis;

namespace PrefLab.Metrics;

/// <summary>Properties of, and conversions to and from, the five levels of <see cref="Preference"/>. All are O(1).</summary>
public static class PreferenceLevels
{
    /// <summary>Number of levels of a <see cref="Preference"/>.</summary>
    public const int Count = 5;

    /// <summary>Number of values of a <see cref="Direction"/>.</summary>
    public const int DirectionCount = 3;

    private static readonly string[] Symbols = ["A>>", "A>", "=", "B>", "B>>"];

    /// <param name="preference">One of the five levels.</param>
    extension(Preference preference)
    {
        /// <summary>Gets the direction: A for both strengths of A, tie, or B for both strengths of B.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is none of the five levels.</exception>
        public Direction Direction => preference switch
        {
            Preference.AMuchBetter or Preference.ABetter => Direction.A,
            Preference.Tie => Direction.Tie,
            Preference.BBetter or Preference.BMuchBetter => Direction.B,
            _ => throw new ArgumentOutOfRangeException(nameof(preference), preference, "There are five levels."),
        };

        /// <summary>Gets the same preference with A and B exchanged; a tie stays a tie.</summary>
        public Preference Mirrored => (Preference)(Count - 1 - (int)preference);

        /// <summary>Gets the symbol: <c>A&gt;&gt;</c>, <c>A&gt;</c>, <c>=</c>, <c>B&gt;</c> or <c>B&gt;&gt;</c>.</summary>
        public string Symbol => Symbols[(int)preference];

        /// <summary>Converts to the number of the key as the annotator saw it.</summary>
        /// <param name="leftIsA">Whether response A was displayed on the left.</param>
        /// <returns>1 (left much better) to 5 (right much better); 3 is a tie.</returns>
        public int ToDisplayed(bool leftIsA) => 1 + (int)(leftIsA ? preference : preference.Mirrored);

        /// <summary>Converts an answer in displayed order to canonical order.</summary>
        /// <param name="displayed">1 (left much better) to 5 (right much better); 3 is a tie.</param>
        /// <param name="leftIsA">Whether response A was displayed on the left.</param>
        /// <returns>The preference between A and B.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="displayed"/> is not 1 to 5.</exception>
        public static Preference FromDisplayed(int displayed, bool leftIsA)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(displayed, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(displayed, Count);
            var asIfLeftIsA = (Preference)(displayed - 1);
            return leftIsA ? asIfLeftIsA : asIfLeftIsA.Mirrored;
        }

        /// <summary>Reads a symbol, exactly as <c>Symbol</c> writes it.</summary>
        /// <param name="symbol">The text to read; surrounding space is not accepted.</param>
        /// <param name="parsed">The preference, or <see cref="Preference.AMuchBetter"/> when the text is not a symbol.</param>
        /// <returns>Whether the text is one of the five symbols.</returns>
        public static bool TryParseSymbol([NotNullWhen(true)] string? symbol, out Preference parsed)
        {
            var level = symbol is null ? -1 : Array.IndexOf(Symbols, symbol);
            parsed = (Preference)Math.Max(level, 0);
            return level >= 0;
        }

        /// <summary>Reads a symbol, exactly as <c>Symbol</c> writes it.</summary>
        /// <param name="symbol">One of <c>A&gt;&gt;</c>, <c>A&gt;</c>, <c>=</c>, <c>B&gt;</c>, <c>B&gt;&gt;</c>.</param>
        /// <returns>The preference.</returns>
        /// <exception cref="FormatException">The text is not one of the five symbols.</exception>
        public static Preference ParseSymbol(string symbol) =>
            Preference.TryParseSymbol(symbol, out var parsed)
                ? parsed
                : throw new FormatException($"'{symbol}' is not a preference: A>>, A>, =, B> or B>>.");
    }
}
