using System.Globalization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class FiguresTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 3, 9, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "1,234 | 0.45 | 12.50 EUR | 3 Nov 2026 | 3 Nov 2026 09:05")]
    [InlineData("de", "1.234 | 0,45 | 12,50 EUR | 3. Nov. 2026 | 3. Nov. 2026 09:05")]
    public void Figures_OfAPage_FollowItsLanguage(string language, string expected)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.Equal(expected, string.Join(" | ", Figures.Whole(1234), Figures.Coefficient(0.45), Figures.Money(12.5m, "EUR"), Figures.Day(At), Figures.Moment(At)));
            Assert.Equal("33.33", Figures.Length(1 / 3d));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
