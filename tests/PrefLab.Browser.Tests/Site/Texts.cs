namespace PrefLab.Browser.Tests.Site;

/// <summary>A comparison of ordinary length, with code.</summary>
public static class Texts
{
    public const string Prompt = "Write a Python function that returns the second largest distinct number in a list, or `None`. Explain its complexity.";

    public const string Good =
        """
        Keep the two largest distinct values while walking the list **once**:

        ```python
        def second_largest(numbers):
            first = second = None
            for number in numbers:
                if first is None or number > first:
                    first, second = number, first
                elif number != first and (second is None or number > second):
                    second = number
            return second
        ```

        - Time: O(n), every element is read once.
        - Space: O(1), two variables.

        | list | result |
        |---|---|
        | `[3, 1, 3]` | `1` |
        | `[2, 2]` | `None` |
        """;

    public const string Weak =
        """
        You can sort the set of values:

        ```python
        def second_largest(numbers):
            return sorted(set(numbers))[-2]
        ```

        Sorting takes O(n log n). This works for any list.
        """;
}
