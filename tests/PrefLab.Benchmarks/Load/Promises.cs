using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>The promises P1 to P5 at full counts.</summary>
internal static class Promises
{
    public static async Task<int> RunAsync(int killsOfEach, int acknowledgements, int rounds)
    {
        await using var site = await DurableSite.StartAsync(nodes: 2);
        Console.WriteLine($"Disk: {await Tools.DiskSpeedAsync()}");
        var kills = await new KillRun(site, workers: 32, killsOfEach, acknowledgements).RunAsync();
        Console.WriteLine($"P1 P3 P5  {kills} refusals [{string.Join(", ", kills.Refusals)}]");
        var races = await Races.LastPlacesAsync(site, rounds, clients: 128) + await Races.LastPlacesAsync(site, rounds, clients: 2) + await Races.RepeatedKeysAsync(site, rounds / 5, parallel: 100);
        var broken = races + kills.Lost + kills.Doubled + kills.Twice + kills.ServedAgain + kills.Contradictions + kills.BrokenPlaces + kills.Refusals.Count;
        Console.WriteLine(broken == 0 ? "All promises held." : "BROKEN");
        return broken == 0 ? 0 : 1;
    }
}
