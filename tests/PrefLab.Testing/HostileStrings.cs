using System.Text.Json;

namespace PrefLab.Testing;

/// <summary>Strings that would run a script, fetch something or leave their place if a page let them. Each that runs sets <c>window.__pwned</c>.</summary>
public static class HostileStrings
{
    private const string Run = "window.__pwned=1";

    private static readonly string[] Markup =
    [
        $"<script>{Run}</script>", $"<ScRiPt>{Run}</sCrIpT>", $"<script\n>{Run}</script\n>", $"<script/x>{Run}</script>", $"<script>{Run}", $"<<script>{Run}//<</script>",
        $"<scr<script>ipt>{Run}</scr</script>ipt>", "<script src=http://127.0.0.1:9/x.js></script>", "<script src=//127.0.0.1:9/x.js>", "<script type=module>import'http://127.0.0.1:9/x.js'</script>",
        $"<img src=x onerror={Run}>", $"<img src=x onerror=\"{Run}\"", $"<img/src=x/onerror={Run}>", $"<img src=`x`onerror={Run}>", $"<IMG \"\"\"><script>{Run}</script>\">", "<img src=http://127.0.0.1:9/a.png>",
        "<img srcset='http://127.0.0.1:9/b.png 1x'>", $"<image href=x onerror={Run}>", $"<picture><source srcset=x><img onerror={Run} src=x></picture>",
        $"<svg onload={Run}>", $"<svg/onload={Run}>", $"<svg><script>{Run}</script></svg>", $"<svg><animate onbegin={Run} attributeName=x dur=1s>", $"<svg><a xlink:href=\"javascript:{Run}\"><text x=9 y=9>x</text></a></svg>",
        $"<svg><set attributeName=href to=javascript:{Run}>", "<svg><use href='http://127.0.0.1:9/s.svg#x'/></svg>", $"<svg><foreignObject><iframe onload={Run}></foreignObject></svg>", $"<svg></p><style><a id=\"</style><img src=1 onerror={Run}>\">",
        $"<math><mtext><table><mglyph><style><img src=x onerror={Run}>", $"<math href=\"javascript:{Run}\">x</math>", $"<math><maction actiontype=statusline xlink:href=javascript:{Run}>x</maction></math>",
        $"<body onload={Run}>", $"<body onpageshow={Run}>", $"<body background=http://127.0.0.1:9/c.png>", $"<html onmousemove={Run}>", $"<iframe src=javascript:{Run}>", $"<iframe srcdoc='<script>parent.__pwned=1</script>'>",
        "<iframe src=http://127.0.0.1:9/>", $"<object data=javascript:{Run}>", "<object data=http://127.0.0.1:9/d.swf></object>", "<embed src=http://127.0.0.1:9/e.swf>", $"<embed src=javascript:{Run}>", $"<applet code=x onerror={Run}>",
        $"<video src=x onerror={Run}>", $"<video><source onerror={Run}></video>", "<video poster=http://127.0.0.1:9/f.png>", $"<audio src=x onerror={Run}>", $"<audio autoplay onloadstart={Run} src=x>", $"<track onerror={Run} src=x>",
        $"<input autofocus onfocus={Run}>", $"<select autofocus onfocus={Run}>", $"<textarea autofocus onfocus={Run}>", $"<keygen autofocus onfocus={Run}>", $"<button autofocus onfocus={Run}>x", $"<form><button formaction=javascript:{Run}>x",
        $"<form action=javascript:{Run}><input type=submit>", "<form action=http://127.0.0.1:9/><input name=p type=password></form>", $"<isindex action=javascript:{Run} type=image>", $"<details open ontoggle={Run}>", $"<marquee onstart={Run}>x</marquee>",
        $"<div onpointerover={Run} style=position:fixed;inset:0>x</div>", "<div style='position:fixed;inset:0;background:url(http://127.0.0.1:9/g.png)'>x</div>", $"<div style=width:expression({Run})>x", $"<x contenteditable onblur={Run} tabindex=0 id=x>",
        $"<style>@import 'http://127.0.0.1:9/h.css';</style>", $"<style>*{{background:url(http://127.0.0.1:9/i.png)}}</style>", $"<style onload={Run}></style>", "<link rel=stylesheet href=http://127.0.0.1:9/j.css>", "<link rel=prefetch href=http://127.0.0.1:9/k>",
        "<link rel=dns-prefetch href=//127.0.0.1:9>", "<base href=http://127.0.0.1:9/>", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>", $"<meta http-equiv=refresh content='0;url=javascript:{Run}'>",
        $"</textarea><script>{Run}</script>", $"</title><script>{Run}</script>", $"</script><script>{Run}</script>", $"</style><script>{Run}</script>", $"</noscript><script>{Run}</script>", $"</template><script>{Run}</script>", $"</bdi></td></article><script>{Run}</script>",
        $"<!--><script>{Run}</script>-->", $"<!-- --!><img src=x onerror={Run}>", $"<![CDATA[><script>{Run}</script>]]>", $"<?xml ?><script>{Run}</script>", $"<noscript><p title=\"</noscript><img src=x onerror={Run}>\">", $"<template><script>{Run}</script></template>",
        $"\" onmouseover={Run} x=\"", $"' onmouseover={Run} x='", $"\" autofocus onfocus={Run} x=\"", $"'><script>{Run}</script>", $"\"><svg onload={Run}>", $"`\"'><img src=x onerror={Run}>", $"x\" style=\"animation-name:x\" onanimationstart=\"{Run}",
        "&lt;script&gt;window.__pwned=1&lt;/script&gt;", "&#60;script&#62;window.__pwned=1&#60;/script&#62;", "\\u003cscript\\u003ewindow.__pwned=1\\u003c/script\\u003e", "%3Cscript%3Ewindow.__pwned=1%3C/script%3E", "＜script＞window.__pwned=1＜/script＞",
        "{{constructor.constructor('window.__pwned=1')()}}", "{{7*7}}", "${window.__pwned=1}", "#{window.__pwned=1}", "<%= window.__pwned=1 %>", "@Html.Raw(\"<script>window.__pwned=1</script>\")", "@{ window.__pwned=1 }", "[[${window.__pwned=1}]]",
        "<a href=javascript:window.__pwned=1 id=a>x</a>", "<a href='&#106;avascript:window.__pwned=1'>x</a>", "<area href=javascript:window.__pwned=1>", "<a ping=http://127.0.0.1:9/ href=http://127.0.0.1:9/>x</a>", "<portal src=http://127.0.0.1:9/>",
        "<frameset onload=window.__pwned=1>", "<bgsound src=http://127.0.0.1:9/l.mid>", "<layer src=http://127.0.0.1:9/>", "<fencedframe></fencedframe>", "<custom-element onclick=window.__pwned=1>x</custom-element>", "<dialog open onclose=window.__pwned=1>x</dialog>",
        $"<form><math><mtext></form><form><mglyph><style></math><img src onerror={Run}>", $"<svg><style><img src=x onerror={Run}></style></svg>", $"<math><annotation-xml encoding=text/html><img src=x onerror={Run}></annotation-xml></math>",
        $"<table><td><svg><desc><td></svg><img src=x onerror={Run}></table>", $"<xmp><p title=\"</xmp><img src=x onerror={Run}>\">", $"<noembed><p title=\"</noembed><img src=x onerror={Run}>\">", $"<select><style></select><img src=x onerror={Run}>",
        "<plaintext>", "<textarea>", "<xmp>", "<!--", "<title>", "<template>", "<select>", "<noscript>", "<iframe>", $"<a title=\"<!--\"><img src=x onerror={Run}>-->\"></a>", $"<svg><title><style><img src=x onerror={Run}></title></svg>",
        "<iframe srcdoc=\"&lt;img src=x onerror=parent.__pwned=1&gt;\"></iframe>", $"<a href=\"java&Tab;script:{Run}\">x</a>", $"<script>`${{{Run}}}`</script>", "<style>@import url(\"data:text/css,*{display:none}\");</style>",
        "<link rel=stylesheet href=\"data:text/css,*{display:none}\">", "<img srcset='http://127.0.0.1:9/o.png 1x' sizes=100vw>", "<video src=http://127.0.0.1:9/p.mp4 autoplay>", $"<svg><animate xlink:href=#x attributeName=href values=javascript:{Run} /><a id=x><text y=9>x</text></a></svg>",
        $"<span class=\"hljs-keyword\" onmouseover=\"{Run}\">x</span>", "<a id=open><a id=open name=content href=//127.0.0.1:9/>", "<form id=answer><input name=attributes><input name=dataset></form>", "<object id=__pwned name=__pwned></object>",
        "<p id=main>x</p><p id=answer>x</p>", "<form name=getElementById><input name=__pwned></form>", "<img name=body><img name=querySelector>", "<input form=answer name=Input.Answer value=1>", "<button form=answer name=Input.Answer value=5>5</button>",
    ];

    private static readonly string[] Addresses =
    [
        $"javascript:{Run}", $"JaVaScRiPt:{Run}", $"java\tscript:{Run}", $"java&#10;script:{Run}", $"&#106;avascript:{Run}", $"\u0001javascript:{Run}", $"javascript&colon;{Run}", $"javascript:%0a{Run}", $"feed:javascript:{Run}", $"view-source:javascript:{Run}",
        $"data:text/html,<script>{Run}</script>", $"data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19wd25lZD0xPC9zY3JpcHQ+", $"data:image/svg+xml,<svg onload={Run}>", $"vbscript:{Run}", $"blob:http://127.0.0.1:9/x", "file:///etc/passwd", "//127.0.0.1:9/", "\\\\127.0.0.1\\x", "/p/1/settings",
        "http://127.0.0.1:9/\" onmouseover=\"window.__pwned=1", "http://127.0.0.1:9/'onmouseover='window.__pwned=1", "http://user:pass@127.0.0.1:9/", "mailto:a@example.org?body=<script>window.__pwned=1</script>", "https://example.org\u202Egpj.exe",
    ];

    private static readonly string[] Ways = ["[x](<{0}>)", "![x](<{0}>)", "<{0}>", "[x]\n\n[x]: <{0}> \"t\" ", "[![x](<{0}>)](<{0}>)"];

    private static readonly string[] Texts =
    [
        $"```html\"><script>{Run}</script>\n<img src=x onerror={Run}>\n```", $"``` js onmouseover={Run}\nx\n```", "```language-x\" onclick=\"window.__pwned=1\nx\n```", $"| <img src=x onerror={Run}> |\n|---|\n| <style>*{{display:none}}</style> |",
        $"$\\href{{javascript:{Run}}}{{x}}$", "$\\includegraphics{http://127.0.0.1:9/m.png}$", $"$\\htmlData{{x=1}}{{<img src=x onerror={Run}>}}$", "$\\htmlStyle{position:fixed;inset:0}{x}$", "$\\rule{1000em}{1000em}$", "$\\kern-1000em\\raisebox{500em}{x}$",
        "$\\def\\a{\\a\\a}\\a$", $"$$<script>{Run}</script>$$", $"$\\text{{<img src=x onerror={Run}>}}$", "$\\color{url(http://127.0.0.1:9/n.png)}x$", "$\\url{javascript:window.__pwned=1}$", "$\\pmb{x}\\enclose{box}{y}\\fcolorbox{red}{blue}{z}\\not{=}$",
        "$\\htmlClass{work-bar}{x}$", "$\\htmlId{main}{x}$", $"$\\unicode{{x}}<svg onload={Run}>$", $"```html\n<span class=\"hljs-tag\" onclick=\"{Run}\">x</span></code></pre><svg onload={Run}>\n```", $"~~~ \"><svg/onload={Run}>\nx\n~~~",
        "![a][r]\n\n[r]: http://127.0.0.1:9/r.png", "<http://127.0.0.1:9/?\"onmouseover=window.__pwned=1>", "www.127.0.0.1:9/q.png http://127.0.0.1:9/t.png", $"[a]\n\n[a]: javascript:{Run} (\"><svg onload={Run}>)",
        $"[x](http://127.0.0.1:9/ \"t\\\" onmouseover={Run} \")", $"# <script>{Run}</script>", $"- [ ] <input onfocus={Run} autofocus>", $"> <svg onload={Run}>", $"`<script>{Run}</script>`", $"**<b onclick={Run}>x</b>**", $"&lt;img src=x onerror={Run}&gt;",
        "\u202Eevil\u202D\u2066x\u2067y\u2068z", "\u200F\u200E\u061Cx", "Z\u0351\u036B\u0343\u036A\u0302a\u0310\u0345l\u0334g\u031Bo", "x\u2028y\u2029z\u0085w", "\uFEFFx\uFFFEy", "\U000E0041\U000E0042", "=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(1)", "\tx", "＝1",
        "'; DROP TABLE labels; --", "' OR '1'='1", "%_%_%", "\\", "$1", "../../../etc/passwd", "${jndi:ldap://127.0.0.1:9/a}", "\u001b[31mred", "a\r\nSet-Cookie: x=1", "null", "undefined", "NaN", "__proto__", "constructor", "<>", "&", "\"", "'",
    ];

    public static IReadOnlyList<string> Own { get; } =
        [.. Markup, .. Addresses.SelectMany(address => Ways.Select(way => way.Replace("{0}", address, StringComparison.Ordinal))), .. Texts];

    /// <summary>Also the big list of naughty strings, where it is present.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Own, .. Listed()];

    private static string[] Listed() => SharedData.Find("hostile", "blns.json") is { } file
        ? [.. JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!.Where(text => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && text.IsNormalizedSafely())]
        : [];

    /// <summary>False for what PostgreSQL cannot hold: half of a surrogate pair.</summary>
    private static bool IsNormalizedSafely(this string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text;
}
