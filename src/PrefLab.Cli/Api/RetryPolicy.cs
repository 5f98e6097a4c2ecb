using System.Net.Http.Headers;

namespace PrefLab.Cli.Api;

/// <summary>When to ask again, and after how long.</summary>
/// <param name="Patience">How long a request may be repeated before its failure counts.</param>
public sealed record RetryPolicy(TimeSpan Patience)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public static RetryPolicy None { get; } = new(TimeSpan.Zero);

    /// <summary>Outlasts a restart of PrefLab or of its database.</summary>
    public static RetryPolicy Patient { get; } = new(TimeSpan.FromSeconds(60));

    public static bool MayPass(int status) => status is 408 or 429 or >= 500;

    /// <param name="attempt">1 after the first.</param>
    /// <param name="share">In [0, 1): spreads clients that failed together.</param>
    public static TimeSpan WaitAfter(int attempt, RetryConditionHeaderValue? asked, DateTimeOffset now, double share)
    {
        var told = asked?.Delta ?? (asked?.Date is { } date ? date - now : null);
        var own = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(attempt - 1, 10))) * (.5 + (share / 2));
        return told is { } wait && wait > own ? wait : own;
    }
}
