using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PrefLab.Web.Tests.Promises;

/// <summary>Keeps everything that one browser or program is sent: status line, headers and body.</summary>
internal sealed partial class RecordedTraffic : DelegatingHandler
{
    private readonly List<Answer> answers = [];

    public IReadOnlyList<Answer> Answers => answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}\n");
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\n");
        }

        text.Append('\n').Append(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        answers.Add(new Answer($"{request.Method} {request.RequestUri!.PathAndQuery}", response.StatusCode, Readable(text.ToString())));
        return response;
    }

    /// <summary>Undoes the escapes of HTML and JSON, and leaves out what the server has encrypted: nobody reads it, and by chance it may hold any short word.</summary>
    private static string Readable(string text) =>
        WebUtility.HtmlDecode(Escape().Replace(Encrypted().Replace(text, "*"), match => ((char)ushort.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Encrypted();

    [GeneratedRegex(@"\\u(?<code>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    internal sealed record Answer(string To, HttpStatusCode Status, string Text)
    {
        /// <summary>A sentence for each of these that stands in the answer, with what is around it.</summary>
        public IEnumerable<string> Finds(IEnumerable<string> forbidden) =>
            from word in forbidden
            let at = Text.IndexOf(word, StringComparison.OrdinalIgnoreCase)
            where at >= 0
            select $"{To} ({(int)Status}) says {word}: …{Text[Math.Max(0, at - 60)..Math.Min(Text.Length, at + 80)]}…";
    }
}
