using System.ComponentModel.DataAnnotations;
using PrefLab.Core.Labels;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>One answer as the form sends it, in displayed order.</summary>
public sealed class AnswerInput
{
    public Guid Token { get; set; }

    [StringLength(Core.Limits.SubmissionKey)]
    public string? Key { get; set; }

    /// <summary>The key of the answer that this one corrects.</summary>
    [StringLength(Core.Limits.SubmissionKey)]
    public string? Supersedes { get; set; }

    public int Answer { get; set; }

    /// <summary>By the escaped name: a bracket in it would end the name of the form's field.</summary>
    public Dictionary<string, int> Dimensions { get; set; } = [];

    public bool BothBad { get; set; }

    public bool Flagged { get; set; }

    public string? Comment { get; set; }

    public double? ActiveSeconds { get; set; }

    /// <returns>Null when the key is none.</returns>
    public Submission? ToSubmission() => Guid.TryParseExact(Key, "D", out var key)
        ? new Submission(Token, key, Answer, Ratings(), BothBad, Comment, ActiveSeconds, Flagged)
        : null;

    private Dictionary<string, int> Ratings()
    {
        var ratings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, rating) in Dimensions)
        {
            ratings[Uri.UnescapeDataString(name)] = rating;
        }

        return ratings;
    }
}
