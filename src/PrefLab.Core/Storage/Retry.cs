using Npgsql;

namespace PrefLab.Core.Storage;

/// <summary>Runs a whole transaction again when it met another one; safe because every write is keyed.</summary>
internal static class Retry
{
    private const int Attempts = 4;

    public static async Task<T> OnConflictAsync<T>(Func<Task<T>> transaction)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException e) when (attempt < Attempts && IsConflict(e))
            {
            }
        }
    }

    /// <summary>A broken rule is one too: it held for the rows as they were read, and somebody has changed them since.</summary>
    private static bool IsConflict(PostgresException e) => e.SqlState
        is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.CheckViolation
        or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure;
}
