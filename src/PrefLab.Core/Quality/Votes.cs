using Npgsql;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>The directions of the labels that count on a comparison, and how many are wanted.</summary>
public readonly record struct Votes(int ForA, int Ties, int ForB, int Overlap)
{
    /// <summary>Every place is filled, so that all who are to answer have answered.</summary>
    public bool AreComplete => ForA + Ties + ForB >= Overlap;

    public Votes With(Preference answer) => Moved(answer, 1);

    public Votes Without(Preference answer) => Moved(answer, -1);

    /// <summary>Reads A, tie, B and overlap from four columns.</summary>
    internal static Votes Read(NpgsqlDataReader reader, int ordinal) =>
        new(reader.GetInt32(ordinal), reader.GetInt32(ordinal + 1), reader.GetInt32(ordinal + 2), reader.GetInt32(ordinal + 3));

    /// <summary>Reads rows of a position from 1 and votes; null where there is no row.</summary>
    internal static async Task<Votes?[]> ReadAsync(NpgsqlDataReader reader, int count, CancellationToken ct)
    {
        var votes = new Votes?[count];
        while (await reader.ReadAsync(ct))
        {
            votes[reader.GetInt32(0) - 1] = Read(reader, 1);
        }

        return votes;
    }

    private Votes Moved(Preference answer, int by) => answer.Direction switch
    {
        Direction.A => this with { ForA = ForA + by },
        Direction.B => this with { ForB = ForB + by },
        _ => this with { Ties = Ties + by },
    };
}
