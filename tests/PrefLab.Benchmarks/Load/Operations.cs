using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>How long the server takes for operations' pages in a project of many annotators and labels.</summary>
internal static class Operations
{
    private const int Times = 30;
    private const double Target = 150;

    public static async Task<int> RunAsync(int comparisons, int annotators)
    {
        await using var site = await DurableSite.StartAsync(nodes: 1);
        var project = await TestProject.CreateAsync(site.Database);
        var people = await GeneratedLabels.AddAsync(site.OwnerConnectionString, project, comparisons, annotators);
        var lead = await site.AddLeadAsync(project);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{annotators:N0} annotators, {comparisons * 3L:N0} labels; milliseconds of {Times} requests after the first"));
        Console.WriteLine("request                         first    p50    p95    max");
        var table = await MeasureAsync(site, lead, "the table", _ => $"/p/{project.Id}/annotators");
        await MeasureAsync(site, lead, "the table, filtered", i => $"/p/{project.Id}/annotators?standing=Active&q=annotator-{i % 10}");
        await MeasureAsync(site, lead, "an annotator", i => $"/p/{project.Id}/annotators/{people[i * 7 % people.Count].Id}");
        await MeasureAsync(site, lead, "the table as CSV", _ => $"/p/{project.Id}/annotators?handler=Csv");
        return table <= Target ? 0 : 1;
    }

    /// <returns>The median.</returns>
    private static async Task<double> MeasureAsync(DurableSite site, string key, string name, Func<int, string> path)
    {
        var took = new List<double>();
        for (var i = 0; i <= Times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path(i), UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            var began = Stopwatch.GetTimestamp();
            using var response = await site.Nodes[0].Client.SendAsync(request);
            await response.Content.ReadAsStringAsync();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            response.EnsureSuccessStatusCode();
        }

        var sorted = took.Skip(1).Order().ToList();
        var median = sorted[sorted.Count / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-30} {took[0],6:F0} {median,6:F0} {sorted[(int)(sorted.Count * .95)],6:F0} {sorted[^1],6:F0}"));
        return median;
    }
}
