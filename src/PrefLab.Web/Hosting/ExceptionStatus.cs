using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PrefLab.Web.Hosting;

/// <summary>The status that an exception is answered with: what the client sent, what the database cannot do now, or a bug.</summary>
public static class ExceptionStatus
{
    /// <summary>The client went away; nobody reads the answer.</summary>
    public const int ClientClosed = 499;

    /// <summary>What states begin with that end by themselves.</summary>
    private static readonly string[] TryLater = ["08", "40", "53", "55", "57P", "58"];

    public static int Of(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        PostgresException postgres => OfSqlState(postgres.SqlState),
        NpgsqlException or TimeoutException or SocketException or DatabaseStartingException => StatusCodes.Status503ServiceUnavailable,
        OperationCanceledException => StatusCodes.Status503ServiceUnavailable,
        DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
        // Half a surrogate pair, a broken form, a forged token.
        EncoderFallbackException or InvalidDataException or AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        { InnerException: { } inner } => Of(inner),
        _ => StatusCodes.Status500InternalServerError,
    };

    private static int OfSqlState(string state) => state switch
    {
        // Characters that text cannot hold, values that are too long or out of range.
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter
            or PostgresErrorCodes.StringDataRightTruncation or PostgresErrorCodes.NumericValueOutOfRange => StatusCodes.Status400BadRequest,
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.TransactionIntegrityConstraintViolation => StatusCodes.Status409Conflict,
        // A standby that is not promoted yet, a statement that was cancelled, a transaction that was idle for too long.
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled or "25P03" => StatusCodes.Status503ServiceUnavailable,
        // Connections, rollbacks, resources, what is locked, in use or not in the state for it yet, shutting down or starting, system errors.
        _ when TryLater.Any(kind => state.StartsWith(kind, StringComparison.Ordinal)) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
