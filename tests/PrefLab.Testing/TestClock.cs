namespace PrefLab.Testing;

/// <summary>A clock that stands still until a test moves it; it starts at the machine's time, because cookies are judged by that.</summary>
public sealed class TestClock : TimeProvider
{
    private long ticks = System.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
