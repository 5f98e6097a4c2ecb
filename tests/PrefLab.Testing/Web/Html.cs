using AngleSharp;
using AngleSharp.Dom;

namespace PrefLab.Testing.Web;

public static class Html
{
    /// <summary>Parses the body of an answer.</summary>
    public static async Task<IDocument> HtmlAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(text).Address(response.RequestMessage!.RequestUri!));
    }

    public static async Task<IDocument> GetHtmlAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.HtmlAsync();
    }

    /// <summary>
    /// Fetches a page and posts its form as a browser would: with every field that it holds (the antiforgery token among them), changed by <paramref name="fields"/>.
    /// </summary>
    /// <param name="form">A selector of the form, when the page has several outside the layout.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, string path, IEnumerable<KeyValuePair<string, string>> fields, string form = "main form")
    {
        var page = await client.GetHtmlAsync(path);
        var element = page.QuerySelector(form) ?? throw new InvalidOperationException($"{path} has no {form}.");
        var values = Fields(element).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        var action = element.GetAttribute("action") is { Length: > 0 } address ? address : path;
        using var content = new FormUrlEncodedContent(values);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IElement form) =>
        from field in form.QuerySelectorAll("input[name], textarea[name], select[name]")
        let type = field.GetAttribute("type") ?? ""
        where type is not ("submit" or "button" or "file") && !field.HasAttribute("disabled")
        where type is not ("checkbox" or "radio") || field.HasAttribute("checked")
        group field by field.GetAttribute("name")! into named
        select KeyValuePair.Create(named.Key, ValueOf(named.First()));

    private static string ValueOf(IElement field) => field.LocalName switch
    {
        "textarea" => field.TextContent,
        "select" => (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))?.GetAttribute("value") ?? "",
        _ => field.GetAttribute("value") ?? (field.GetAttribute("type") is "checkbox" or "radio" ? "on" : ""),
    };
}
