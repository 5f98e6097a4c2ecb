namespace PrefLab.Web.Tests.Cli;

/// <summary>A file for one test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string extension, string? content = null)
    {
        Name = Path.Combine(Path.GetTempPath(), $"preflab-test-{Guid.NewGuid():N}.{extension}");
        if (content is not null)
        {
            File.WriteAllText(Name, content);
        }
    }

    public string Name { get; }

    public void Dispose() => File.Delete(Name);
}
