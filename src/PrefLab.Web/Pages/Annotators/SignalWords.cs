using PrefLab.Metrics;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>A signal as operations read it.</summary>
public static class SignalWords
{
    public static string NameOf(SignalKind kind) => kind switch
    {
        SignalKind.Side => "Prefers the left side",
        SignalKind.StraightLine => "Longest run of one answer",
        SignalKind.Repeat => "Repeats the answer before",
        SignalKind.Hurry => "Hurried answers",
        SignalKind.Burst => "Longest run of hurried answers",
        _ => "Answers as another account does",
    };

    public static string About(SignalKind kind) => kind switch
    {
        SignalKind.Side => "of the answers that preferred a side",
        SignalKind.Hurry => "in less than a third of the usual time for as much to read",
        SignalKind.Twin => "the same of the five answers, golds left out",
        _ => "in the order of the answers",
    };

    public static string Value(SignalKind kind, double value) =>
        kind is SignalKind.StraightLine or SignalKind.Burst ? Figures.Whole((long)Math.Round(value)) : Figures.Percent(value);

    /// <summary>How many honest annotators there are for one who shows as much.</summary>
    public static string OneIn(double falsePositives) => falsePositives switch
    {
        >= .5 => "many do",
        <= 1e-9 => "fewer than 1 in a thousand million",
        _ => $"1 in {Figures.Whole(Rounded(1 / falsePositives))}",
    };

    /// <summary>To two digits.</summary>
    private static long Rounded(double number)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(number)) - 1));
        return (long)(Math.Round(number / unit) * unit);
    }
}
