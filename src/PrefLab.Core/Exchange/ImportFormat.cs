namespace PrefLab.Core.Exchange;

/// <summary>What a file of comparisons is; recognised from the keys of its rows.</summary>
public enum ImportFormat
{
    /// <summary>PrefLab's own JSONL: prompt, response_a, response_b.</summary>
    PrefLab,

    /// <summary>TRL explicit: prompt, chosen, rejected as strings.</summary>
    Trl,

    /// <summary>TRL implicit: chosen and rejected are whole texts that begin alike.</summary>
    TrlImplicit,

    /// <summary>TRL conversational with a prompt: chosen and rejected are lists of messages.</summary>
    Conversational,

    /// <summary>TRL conversational without a prompt: chosen and rejected are whole conversations.</summary>
    ConversationalImplicit,

    /// <summary>HH transcripts: chosen and rejected with "Human:" and "Assistant:" turns.</summary>
    Transcripts,
}

/// <summary>The names that the API takes and that imports are stored under.</summary>
public static class ImportFormats
{
    private static readonly string[] Names = ["preflab", "trl", "trl-implicit", "conversational", "conversational-implicit", "hh"];

    private static readonly string[] Titles =
    [
        "PrefLab comparisons",
        "Prompt, chosen and rejected (TRL explicit)",
        "Chosen and rejected texts (TRL implicit)",
        "Conversations with a prompt (TRL conversational)",
        "Whole conversations (TRL conversational, implicit)",
        "Human/Assistant transcripts (HH)",
    ];

    public static IReadOnlyList<string> AllNames => Names;

    extension(ImportFormat format)
    {
        public string Name => Names[(int)format];

        public string Title => Titles[(int)format];

        /// <summary>Whether the file says which response was chosen instead of naming them A and B.</summary>
        internal bool HasChosen => format != ImportFormat.PrefLab;
    }

    public static bool TryParse(string? name, out ImportFormat format)
    {
        var index = name is null ? -1 : Array.IndexOf(Names, name);
        format = (ImportFormat)Math.Max(index, 0);
        return index >= 0;
    }
}
