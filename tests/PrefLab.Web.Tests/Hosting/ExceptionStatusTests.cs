using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Tests.Hosting;

public sealed class ExceptionStatusTests
{
    [Theory]
    [InlineData("22021", 400)] // NUL in a text
    [InlineData("22P05", 400)]
    [InlineData("22001", 400)]
    [InlineData("23505", 409)]
    [InlineData("55P03", 503)] // lock timeout
    [InlineData("57014", 503)] // statement timeout
    [InlineData("55000", 503)] // not in the state for it yet
    [InlineData("55006", 503)] // in use
    [InlineData("40001", 503)]
    [InlineData("40P01", 503)]
    [InlineData("40003", 503)] // whether it was done is unknown: the same key asks again
    [InlineData("40002", 409)]
    [InlineData("25006", 503)] // read only: not promoted yet
    [InlineData("53100", 503)] // the disk is full
    [InlineData("53300", 503)] // too many connections
    [InlineData("57P01", 503)] // shutting down
    [InlineData("57P02", 503)] // crashed
    [InlineData("57P03", 503)] // starting
    [InlineData("57P05", 503)] // idle for too long
    [InlineData("58030", 503)]
    [InlineData("08006", 503)]
    [InlineData("25P03", 503)]
    [InlineData("42P01", 500)] // a table that is missing is a bug
    [InlineData("23514", 500)] // so is a rule that nobody checked before
    public void Of_SqlState_IsItsStatus(string sqlState, int status)
    {
        var exception = new PostgresException("text", "ERROR", "ERROR", sqlState);

        Assert.Equal(status, ExceptionStatus.Of(exception));
        Assert.Equal(status, ExceptionStatus.Of(new DbUpdateException("saving", exception)));
    }

    [Fact]
    public void Of_OtherExceptions_IsTheirStatus()
    {
        Assert.Equal(503, ExceptionStatus.Of(new NpgsqlException("the pool is exhausted", new TimeoutException())));
        Assert.Equal(503, ExceptionStatus.Of(new OperationCanceledException()));
        Assert.Equal(503, ExceptionStatus.Of(new InvalidOperationException("transient", new NpgsqlException("broken"))));
        Assert.Equal(413, ExceptionStatus.Of(new BadHttpRequestException("too large", 413)));
        Assert.Equal(400, ExceptionStatus.Of(new EncoderFallbackException()));
        Assert.Equal(409, ExceptionStatus.Of(new DbUpdateConcurrencyException()));
        Assert.Equal(500, ExceptionStatus.Of(new InvalidOperationException("bug")));
    }
}
