namespace PrefLab.Core;

/// <summary>Every length limit, in UTF-16 units; the database, the API and the pages all read them here.</summary>
public static class Limits
{
    public const int Name = 200;
    public const int ExternalId = 200;
    public const int Email = 254;
    public const int Content = 2_000_000;
    public const int Comment = 10_000;
    public const int Guidelines = 200_000;
    public const int Consent = 20_000;
    public const int Reason = 2_000;
    public const int SubmissionKey = 36;
    public const int MaxOverlap = 1_000;
    public const int MaxBatchSize = 500;
    public const int MaxDimensions = 12;
}
