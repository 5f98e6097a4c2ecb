using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>Comparisons of every kind; each prompt has its name in it, with a colon.</summary>
internal static class LookTexts
{
    public static readonly (string Name, string Prompt, string A, string B)[] All =
    [
        ("normal", "normal: " + Texts.Prompt, Texts.Good, Texts.Weak),
        ("long", "long: " + string.Concat(Enumerable.Repeat("Summarise the history of the lighthouse for a visitor. ", 60)), LongText(), "A lighthouse has stood here since 1780. " + string.Concat(Enumerable.Repeat("Pneumonoultramicroscopicsilicovolcanoconiosis", 12))),
        ("turns", Conversation(), "At sunset light passes through more air, so the blue is scattered away and red is left.", "The sun gets colder in the evening and so it turns **red**."),
        ("rich", "rich: " + ItemTexts.Prompt, ItemTexts.Rich, ItemTexts.RightToLeft),
        ("rtl", "מהי בירת צרפת, ומהי אוכלוסייתה? (rtl: 2024)", "בירת צרפת היא **פריז**.\n\n1. אוכלוסייה: 2,102,650\n2. שטח: 105 קמ״ר\n\n| עיר | תושבים |\n|---|---:|\n| פריז | 2,102,650 |\n\n> ציטוט", "Paris is the capital of France. 巴黎是法国的首都。\n\n```python\nprint('שלום')\n```"),
        ("wide", "wide: Which is faster?", "| " + string.Join(" | ", Enumerable.Range(1, 14).Select(i => $"column {i}")) + " |\n|" + string.Concat(Enumerable.Repeat("---|", 14)) + "\n| " + string.Join(" | ", Enumerable.Range(1, 14).Select(i => i * 1234567)) + " |\n\n```sql\nSELECT department, DENSE_RANK() OVER (PARTITION BY department ORDER BY salary DESC) AS place_in_the_department_by_salary_descending_with_ties FROM employee;\n```\n\n$$\\sum_{i=1}^{n} a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} + a_{15} + a_{16} + a_{17} + a_{18} = \\frac{n(n+1)}{2}$$", "Yes."),
        ("equal", "equal: ?", "No.", "No."),
    ];

    private static string LongText() => string.Join("\n\n", Enumerable.Range(1, 40).Select(i =>
        $"## Part {i}\n\nThe tower was raised in {1780 + (i * 3)} after the harbour had lost {i + 2} ships in a winter. Its keeper, who lived below the lamp, wrote down every vessel that passed and every night of fog.\n\n- oil: {i * 12} barrels\n- crew: {i}"));

    private static string Conversation() =>
        """[{"role":"system","content":"turns: You are a patient tutor. Answer in at most three sentences."},"""
        + string.Concat(Enumerable.Range(1, 6).Select(i => $$"""{"role":"user","content":"Question {{i}}: why is the sky blue?"},{"role":"assistant","content":"Because air scatters short wavelengths more ({{i}})."},"""))
        + ItemTexts.Conversation.Trim()[1..];
}
