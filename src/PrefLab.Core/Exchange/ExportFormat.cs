namespace PrefLab.Core.Exchange;

public enum ExportFormat
{
    /// <summary>PrefLab's own JSONL with all labels: what an import reads back.</summary>
    PrefLab,

    /// <summary>TRL explicit: prompt, chosen, rejected of the comparisons on which a majority agrees.</summary>
    Trl,

    /// <summary>One row a label.</summary>
    Labels,
}

public static class ExportFormats
{
    private static readonly string[] Names = ["preflab", "trl", "labels"];

    public static IReadOnlyList<string> AllNames => Names;

    extension(ExportFormat format)
    {
        public string Name => Names[(int)format];
    }

    public static bool TryParse(string? name, out ExportFormat format)
    {
        var index = name is null ? -1 : Array.IndexOf(Names, name);
        format = (ExportFormat)Math.Max(index, 0);
        return index >= 0;
    }
}
