using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PrefLab.Testing.Load;

/// <summary>The web program as a process of its own, which can be killed and started again on the same port.</summary>
public sealed class WebNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string connectionString;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("preflab-node-");
    private Process? process;

    private WebNode(string connectionString, int port)
    {
        this.connectionString = connectionString;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
            Timeout = TimeSpan.FromSeconds(10),
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public HttpClient Client { get; }

    /// <param name="connectionString">The owner's; the program migrates and takes the restricted role by itself.</param>
    public static async Task<WebNode> StartAsync(string connectionString)
    {
        var node = new WebNode(connectionString, FreePort());
        await node.StartAgainAsync();
        return node;
    }

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PrefLab.Web"))
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__PrefLab"] = connectionString,
                ["ASPNETCORE_URLS"] = Client.BaseAddress!.ToString(),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["PREFLAB_DATA"] = folder.FullName,
                ["Logging__File"] = "false",
            },
        };
        process = Process.Start(start)!;
        process.BeginOutputReadLine();
        var since = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new InvalidOperationException("The web program does not become ready.");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>As `kill -9`: the process has no chance to finish anything.</summary>
    public void Kill()
    {
        if (process is null)
        {
            return;
        }

        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Client.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
