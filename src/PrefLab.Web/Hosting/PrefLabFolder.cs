namespace PrefLab.Web.Hosting;

/// <summary>The data folder: <c>PREFLAB_DATA</c>, by default <c>.preflab</c> in the working directory.</summary>
public static class PrefLabFolder
{
    public const string Setting = "PREFLAB_DATA";

    public static string Of(IConfiguration configuration) =>
        Path.GetFullPath(configuration[Setting] is { Length: > 0 } folder ? folder : ".preflab");
}
