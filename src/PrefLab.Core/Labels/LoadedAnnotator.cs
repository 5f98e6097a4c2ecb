using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Labels;

/// <summary>Who submits, and what their project asks; read while the annotator's row is locked.</summary>
internal sealed record LoadedAnnotator(
    long Id, Standing Standing, Evidence Evidence, long[] Waiting, int[] TimeBins, DateTimeOffset? LastAnswerAt, ProjectState ProjectState,
    bool TiesAllowed, IReadOnlyList<string> AskedDimensions, QualityPolicy Quality, int GuidelineVersion, DateTimeOffset Now)
{
    public bool MayWork => Standing.AllowsWork;

    public static LoadedAnnotator Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        (Standing)reader.GetInt16(1),
        Evidence.FromJson(reader.NullableString(2)),
        reader.GetFieldValue<long[]>(3),
        reader.GetFieldValue<int[]>(4),
        reader.Nullable<DateTimeOffset>(5),
        (ProjectState)reader.GetInt16(6),
        reader.GetBoolean(7),
        Dimension.AskedIn(reader.GetString(8)),
        QualityPolicy.FromJson(reader.GetString(9)),
        reader.GetInt32(10),
        reader.GetFieldValue<DateTimeOffset>(11));
}
