using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Gives annotators their work. A page holds three assignments, the current one and two more, and up to twelve when it expects to be offline.</summary>
public sealed class AssignmentService(Database database, Random random)
{
    /// <summary>In hand unless the page asks for more.</summary>
    public const int UsuallyHeld = 3;

    public const int MaxHeld = 12;

    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Before every sort key.</summary>
    internal const long StartOfOrder = long.MinValue;

    /// <summary>Tops up what the annotator holds and returns it; asking again returns the same work, so a retry is safe.</summary>
    /// <param name="count">Assignments wanted in hand, 1 to <see cref="MaxHeld"/>.</param>
    /// <param name="mayStartBatch">False to stop at the end of the batch, so that its end can be shown.</param>
    /// <param name="have">Tokens of what the page has already and need not get again.</param>
    public Task<NextResult> NextAsync(
        ProjectId project, long person, int count, CancellationToken ct, bool mayStartBatch = true, IEnumerable<Guid>? have = null) => Retry.OnConflictAsync(async () =>
    {
        var wanted = Math.Clamp(count, 1, MaxHeld);
        Guid[] known = [.. have ?? []];
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var work = await LoadAsync(connection, project, person, wanted, known, ct);
        var result = work switch
        {
            null => new NextResult.NotFound(),
            { MayWork: false } => new NextResult.NotWorking(work.Standing, work.StandingReason),
            { ProjectState: not ProjectState.Open } => new NextResult.ProjectNotOpen(work.ProjectState),
            _ => await TopUpAsync(
                connection, project, work, wanted, mayStartBatch, await ReviveAsync(connection, project, person, work, wanted, known, ct), ct),
        };
        await transaction.CommitAsync(ct);
        return result;
    });

    /// <summary>What the annotator holds now; leases nothing and renews nothing.</summary>
    public async Task<NextResult> HeldAsync(ProjectId project, long person, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        var work = await ReadAsync(
            connection,
            ct,
            Sql.Statement(AssignmentSql.ReadAnnotator, project.Value, person),
            HeldStatement(project, person, UsuallyHeld, []));
        return work switch
        {
            null => new NextResult.NotFound(),
            { MayWork: false } => new NextResult.NotWorking(work.Standing, work.StandingReason),
            { Held.Count: 0, ProjectState: not ProjectState.Open } => new NextResult.ProjectNotOpen(work.ProjectState),
            _ => work.ToResult(),
        };
    }

    private static Task<AnnotatorWork?> LoadAsync(
        NpgsqlConnection connection, ProjectId project, long person, int wanted, Guid[] have, CancellationToken ct) => ReadAsync(
        connection,
        ct,
        Sql.Statement(AssignmentSql.LoadAnnotator, project.Value, person),
        Sql.Statement(AssignmentSql.RenewHeld, project.Value, person, Lease),
        HeldStatement(project, person, Math.Max(wanted, UsuallyHeld), have));

    private static NpgsqlBatchCommand HeldStatement(ProjectId project, long person, int most, Guid[] have) =>
        Sql.Statement(AssignmentSql.LoadHeld, project.Value, person, most, have);

    private static async Task<AnnotatorWork?> ReadAsync(NpgsqlConnection connection, CancellationToken ct, params NpgsqlBatchCommand[] statements)
    {
        await using var reader = await connection.ReadPreparedAsync(ct, statements);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var work = AnnotatorWork.Read(reader);
        await reader.NextResultAsync(ct);
        await ReadHeldAsync(reader, work, ct);
        return work;
    }

    private static async Task ReadHeldAsync(NpgsqlDataReader reader, AnnotatorWork work, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            work.Held.Add(reader.GetGuid(0));
            work.Keep(reader.GetTimeSpan(9));
            if (!reader.IsDBNull(2))
            {
                work.Served.Add(ServedAssignment.Read(reader, 0));
            }
        }
    }

    /// <summary>What ran out comes back before anything new is picked, oldest first; see <see cref="LapsedSql"/>.</summary>
    /// <returns>Whether it took places.</returns>
    private static async Task<bool> ReviveAsync(
        NpgsqlConnection connection, ProjectId project, long person, AnnotatorWork work, int wanted, Guid[] have, CancellationToken ct)
    {
        var room = wanted - work.Held.Count;
        if (!work.HasLapsed || room <= 0)
        {
            return false;
        }

        var back = new List<(long Assignment, long Comparison)>();
        var all = 0;
        await using (var reader = await connection.ReadPreparedAsync(
            ct, Sql.Statement(LapsedSql.Look, project.Value, work.AnnotatorId, Lease, room)))
        {
            while (await reader.ReadAsync(ct))
            {
                back.Add((reader.GetInt64(0), reader.GetInt64(1)));
                all = reader.GetInt32(2);
            }
        }

        var statements = new List<NpgsqlBatchCommand>();
        if (all <= room)
        {
            statements.Add(Sql.Statement(LapsedSql.Looked, project.Value, work.AnnotatorId, work.ReleaseVersion));
        }

        // By comparison, so that two who revive the same ones wait for each other in one order; the times keep the order of before.
        statements.AddRange(back.Index().OrderBy(it => it.Item.Comparison).Select(it => Sql.Statement(
            LapsedSql.Revive, project.Value, it.Item.Assignment, it.Item.Comparison, Lease, TimeSpan.FromMicroseconds(back.Count - 1 - it.Index))));
        statements.Add(HeldStatement(project, person, Math.Max(wanted, UsuallyHeld), have));
        work.Held.Clear();
        work.Served.Clear();
        await using var held = await connection.ReadPreparedAsync(ct, [.. statements]);
        await ReadHeldAsync(held, work, ct);
        return back.Count > 0;
    }

    private async Task<NextResult> TopUpAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorWork work, int count, bool mayStartBatch, bool holdsPlaces, CancellationToken ct)
    {
        while (work.Held.Count < count)
        {
            if (work.Batch is null or { IsUsedUp: true })
            {
                // A batch ends when its last answer is in, not when its last position is fetched ahead.
                if (!mayStartBatch || (work.Batch is not null && work.Held.Count > 0))
                {
                    break;
                }

                await StartBatchAsync(connection, project, work, ct);
            }

            var served = (work.Batch!.NextIsGold ? await PickGoldAsync(connection, project, work, ct) : null)
                ?? await PickComparisonAsync(connection, project, work, mayWait: !holdsPlaces, ct);
            if (served is null)
            {
                break;
            }

            holdsPlaces = true;
            work.Held.Add(served.Token);
            work.Served.Add(served);
            work.Batch = work.Batch with { NextPosition = work.Batch.NextPosition + 1 };
        }

        return work.ToResult();
    }

    private async Task StartBatchAsync(NpgsqlConnection connection, ProjectId project, AnnotatorWork work, CancellationToken ct)
    {
        var golds = BatchRules.DrawGoldPositions(work.BatchSize, work.GoldFraction, random);
        await using var reader = await connection.ReadPreparedAsync(
            ct,
            Sql.Statement(AssignmentSql.FinishBatch, project.Value, work.AnnotatorId),
            Sql.Statement(AssignmentSql.NewBatch, project.Value, work.AnnotatorId, work.BatchSize, golds));
        await reader.ReadAsync(ct);
        work.Batch = new AnnotatorWork.OpenBatch(reader.GetInt64(0), work.BatchSize, golds, 0, 0);
    }

    private async Task<ServedAssignment?> PickGoldAsync(NpgsqlConnection connection, ProjectId project, AnnotatorWork work, CancellationToken ct)
    {
        var wantsA = BatchRules.NextGoldIsA(work.GoldsShownA, work.GoldsShownB, random);
        double[] places = [random.NextDouble(), random.NextDouble()];
        foreach (var sideIsA in (bool[])[wantsA, !wantsA])
        {
            await using var reader = await connection.ReadPreparedAsync(ct, Sql.Statement(
                AssignmentSql.PickGold, project.Value, work.AnnotatorId, sideIsA, places, random.NextToken(), random.Next(2) == 0,
                work.Batch!.Id, work.Batch.NextPosition, Lease, Sql.Maybe(work.GoldExposureCap, NpgsqlDbType.Integer), work.Cursor));
            if (await reader.ReadAsync(ct))
            {
                work.GoldsShownA += sideIsA ? 1 : 0;
                work.GoldsShownB += sideIsA ? 0 : 1;
                return ServedAssignment.Read(reader, 1);
            }
        }

        return null;
    }

    private async Task<ServedAssignment?> PickComparisonAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorWork work, bool mayWait, CancellationToken ct)
    {
        var pick = await PickAsync(connection, AssignmentSql.PickComparison, project, work, ct);
        if (pick is { Served: null, OrderHasMore: true } && mayWait)
        {
            // All that is left was locked by others. Waiting is safe only while this transaction holds no place itself.
            pick = await PickAsync(connection, AssignmentSql.PickComparisonWaiting, project, work, ct);
        }

        var isWorthAnotherWalk = pick is { Served: null, OrderHasMore: false } && work.WalkedVersion != work.ReleaseVersion && work.Cursor != StartOfOrder;
        return isWorthAnotherWalk ? await RewindAndPickAsync(connection, project, work, ct) : pick.Served;
    }

    private async Task<ServedAssignment?> RewindAndPickAsync(NpgsqlConnection connection, ProjectId project, AnnotatorWork work, CancellationToken ct)
    {
        work.Cursor = StartOfOrder;
        work.WalkedVersion = work.ReleaseVersion;
        await connection.ExecuteAsync(
            ct, Sql.Statement(AssignmentSql.Rewind, project.Value, work.AnnotatorId, StartOfOrder, work.ReleaseVersion));
        return (await PickAsync(connection, AssignmentSql.PickComparison, project, work, ct)).Served;
    }

    private async Task<(ServedAssignment? Served, bool OrderHasMore)> PickAsync(
        NpgsqlConnection connection, string sql, ProjectId project, AnnotatorWork work, CancellationToken ct)
    {
        await using var reader = await connection.ReadPreparedAsync(ct, Sql.Statement(
            sql, project.Value, work.AnnotatorId, work.Cursor, random.NextToken(), random.Next(2) == 0,
            work.Batch!.Id, work.Batch.NextPosition, Lease));
        await reader.ReadAsync(ct);
        return (reader.IsDBNull(1) ? null : ServedAssignment.Read(reader, 1), reader.GetBoolean(0));
    }
}
