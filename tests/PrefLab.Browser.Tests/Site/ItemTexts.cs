namespace PrefLab.Browser.Tests.Site;

/// <summary>Texts with everything that a page draws: code, formulas, tables, two directions, tools.</summary>
public static class ItemTexts
{
    public const string Prompt = "Derive the quadratic formula, and show it in Python.\nIt costs $5 and $10.";

    public const string Rich =
        """
        Complete the square for $ax^2 + bx + c = 0$ with $a \ne 0$; that costs $5 and $10:

        $$
        x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
        $$

        ```python
        import math

        def roots(a, b, c):
            # No roots for a negative discriminant.
            d = b * b - 4 * a * c
            return None if d < 0 else ((-b - math.sqrt(d)) / (2 * a), (-b + math.sqrt(d)) / (2 * a))
        ```

        | a | b | c | roots | remark that is rather long so that the table is wider than its column |
        |--:|--:|--:|:-:|---|
        | 1 | -3 | 2 | 1, 2 | two roots, see [the derivation](https://example.org/quadratic) |
        | 1 | 2 | 1 | -1 | one root, twice |

        > A quotation, with `inline code`.

        1. First
        2. Second
           - nested
        """;

    public const string RightToLeft =
        """
        ## الصيغة التربيعية

        هذه فقرة باللغة العربية مع كلمة English في وسطها، وصيغة $x^2$ أيضا.

        - البند الأول
        - البند الثاني

        An English paragraph with שלום in it. `code` stays left to right.

        \[ \sum_{i=1}^{n} i = \frac{n(n+1)}{2} \]
        """;

    public const string Conversation =
        """
        [{"role":"system","content":"You are brief."},
         {"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"weather_now","arguments":"{\"city\":\"Oslo\",\"days\":1}"}}]},
         {"role":"tool","name":"weather_now","content":"{\"rain\":true,\"degrees\":4}"},
         {"role":"assistant","content":""},
         {"role":"user","content":[{"type":"text","text":"And tomorrow? This is my window:"},{"type":"image_url","image_url":{"url":"http://127.0.0.1:9/window.png"}}]}]
        """;
}
