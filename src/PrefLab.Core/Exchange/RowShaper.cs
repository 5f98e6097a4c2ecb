using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace PrefLab.Core.Exchange;

/// <summary>What a row that does not say is given.</summary>
internal sealed record RowDefaults(int Overlap, bool TiesAllowed);

/// <summary>Turns a row of any format into a comparison, or says what keeps it from being one.</summary>
internal sealed class RowShaper(ImportFormat format, FieldMap map, RowDefaults defaults, ProblemList problems) : IDisposable
{
    private static readonly byte[] ChosenIsA = """[{"annotator":"imported","preference":"A>"}]"""u8.ToArray();
    private static readonly byte[] ChosenIsB = """[{"annotator":"imported","preference":"B>"}]"""u8.ToArray();

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RowRules rules = new(map, defaults, problems);
    private readonly byte[] digest = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] contentId = new byte["sha256:".Length + 32];

    public ComparisonDraft Draft { get; } = new();

    public bool Shape(Row row)
    {
        var present = Require(row, format.HasChosen ? RowField.Chosen : RowField.ResponseA)
            & Require(row, format.HasChosen ? RowField.Rejected : RowField.ResponseB)
            & (format is not (ImportFormat.PrefLab or ImportFormat.Trl or ImportFormat.Conversational) || Require(row, RowField.Prompt));
        if (!present)
        {
            return false;
        }

        var pair = format switch
        {
            ImportFormat.PrefLab => Pair.Of(row, RowField.Prompt, RowField.ResponseA, RowField.ResponseB),
            ImportFormat.Trl => Pair.Of(row, RowField.Prompt, RowField.Chosen, RowField.Rejected),
            ImportFormat.TrlImplicit => TextShapes.SplitImplicit(row),
            ImportFormat.Transcripts => TextShapes.SplitTranscripts(row),
            ImportFormat.Conversational => ChatShapes.Split(row, row[RowField.Prompt]),
            _ => ChatShapes.Split(row, default),
        };
        if (pair.Problem is not null)
        {
            problems.Error(row.Line, pair.ProblemField, pair.Problem);
            return false;
        }

        if (pair.Oddity is not null)
        {
            problems.Warning(row.Line, null, pair.Oddity);
        }

        Fill(row, pair);
        return rules.Check(row, Draft);
    }

    public void Dispose() => hash.Dispose();

    private bool Require(Row row, RowField field)
    {
        if (row[field].Kind != FieldKind.Absent)
        {
            return true;
        }

        var source = map.SourceOf(field);
        problems.Error(row.Line, source ?? RowFields.Names[(int)field], "The field is missing.");
        return false;
    }

    private void Fill(Row row, in Pair pair)
    {
        HashContent(pair);
        // Which response stands first is no hint at which was chosen, and the same row always falls the same way.
        var swap = format.HasChosen && (digest[^1] & 1) == 1;
        Draft.Prompt = pair.Prompt;
        Draft.PromptIsChat = pair.PromptIsChat;
        Draft.ResponseA = swap ? pair.Second : pair.First;
        Draft.ResponseB = swap ? pair.First : pair.Second;
        Draft.ModelA = Text(row, RowField.ModelA);
        Draft.ModelB = Text(row, RowField.ModelB);
        Draft.ImportedLabels = format.HasChosen ? swap ? ChosenIsB : ChosenIsA : Text(row, RowField.Labels);
        Draft.Overlap = row[RowField.Overlap].Kind == FieldKind.Number ? row[RowField.Overlap].Number : defaults.Overlap;
        Draft.Priority = row[RowField.Priority].Number;
        Draft.Use = Comparisons.ComparisonUse.Label;
        Draft.Gold = null;
        Draft.GoldExplanation = null;
        Draft.IdIsContent = row[RowField.Id].Kind == FieldKind.Absent;
        Draft.ExternalId = Draft.IdIsContent ? ContentId() : row[RowField.Id].Bytes;
        Draft.IdHash = IdSet.HashOf(Draft.ExternalId.Span);
        Draft.Metadata = row.Metadata.WrittenMemory;
    }

    private ReadOnlyMemory<byte> ContentId()
    {
        "sha256:"u8.CopyTo(contentId);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest.AsSpan(0, 16)), contentId.AsSpan("sha256:".Length));
        return contentId;
    }

    private void HashContent(in Pair pair)
    {
        Append(pair.Prompt.Span);
        Append(pair.First.Span);
        Append(pair.Second.Span);
        hash.GetHashAndReset(digest);
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(text);
    }

    private static ReadOnlyMemory<byte>? Text(Row row, RowField field) =>
        row[field].Kind == FieldKind.Absent ? new ReadOnlyMemory<byte>?() : row[field].Bytes;
}
