using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>What asking for work needs to know, read while the annotator's row is locked.</summary>
internal sealed class AnnotatorWork
{
    public required long AnnotatorId { get; init; }

    public required Standing Standing { get; init; }

    public string? StandingReason { get; init; }

    public required long Cursor { get; set; }

    public required long WalkedVersion { get; set; }

    public required int GoldsShownA { get; set; }

    public required int GoldsShownB { get; set; }

    public required ProjectState ProjectState { get; init; }

    public required int BatchSize { get; init; }

    public required double GoldFraction { get; init; }

    public int? GoldExposureCap { get; init; }

    public required long ReleaseVersion { get; init; }

    public required IReadOnlyList<string> Dimensions { get; init; }

    public required bool TiesAllowed { get; init; }

    public int? SkipsPerBatch { get; init; }

    /// <summary>Whether something of theirs ran out, and a place was released since that was last looked at.</summary>
    public required bool HasLapsed { get; init; }

    public OpenBatch? Batch { get; set; }

    /// <summary>What the annotator holds, oldest first: <see cref="Served"/> and what the page has already.</summary>
    public List<Guid> Held { get; } = [];

    public List<ServedAssignment> Served { get; } = [];

    /// <summary>The shortest lease of what is held.</summary>
    public TimeSpan KeptFor { get; private set; } = AssignmentService.Lease;

    public bool MayWork => Standing.AllowsWork;

    public void Keep(TimeSpan lease) => KeptFor = lease < KeptFor ? lease : KeptFor;

    public NextResult ToResult() => Held.Count == 0
        ? new NextResult.NothingLeft()
        : new NextResult.Work(Served, Batch is null ? null : new BatchProgress(Batch.NextPosition, Batch.Size), Dimensions, TiesAllowed)
        {
            Held = Held,
            KeptFor = KeptFor > TimeSpan.Zero ? KeptFor : TimeSpan.Zero,
            SkipsLeft = SkipsPerBatch is { } most ? Math.Max(0, most - (Batch?.Skips ?? 0)) : null,
        };

    public static AnnotatorWork Read(NpgsqlDataReader reader) => new()
    {
        AnnotatorId = reader.GetInt64(0),
        Standing = (Standing)reader.GetInt16(1),
        StandingReason = reader.NullableString(2),
        Cursor = reader.GetInt64(3),
        WalkedVersion = reader.GetInt64(4),
        GoldsShownA = reader.GetInt32(5),
        GoldsShownB = reader.GetInt32(6),
        ProjectState = (ProjectState)reader.GetInt16(7),
        BatchSize = reader.GetInt32(8),
        GoldFraction = reader.GetDouble(9),
        GoldExposureCap = reader.Nullable<int>(10),
        ReleaseVersion = reader.GetInt64(11),
        Dimensions = Dimension.AskedIn(reader.GetString(12)),
        TiesAllowed = reader.GetBoolean(13),
        Batch = reader.IsDBNull(14)
            ? null
            : new OpenBatch(reader.GetInt64(14), reader.GetInt32(15), reader.GetFieldValue<int[]>(16), reader.GetInt32(17), reader.GetInt32(19)),
        SkipsPerBatch = reader.Nullable<int>(18),
        HasLapsed = reader.GetBoolean(20),
    };

    public sealed record OpenBatch(long Id, int Size, int[] GoldPositions, int NextPosition, int Skips)
    {
        public bool IsUsedUp => NextPosition == Size;

        public bool NextIsGold => Array.BinarySearch(GoldPositions, NextPosition) >= 0;
    }
}
