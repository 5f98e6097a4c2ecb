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
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation => StatusCodes.Status409Conflict,
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.ReadOnlySqlTransaction => StatusCodes.Status503ServiceUnavailable,
        // 25P03 idle in a transaction for too long, 08 connections, 53 resources, 57P shutting down or starting, 58 system errors.
        _ when state is "25P03" || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
