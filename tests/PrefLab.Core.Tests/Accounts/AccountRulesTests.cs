using PrefLab.Core.Accounts;

namespace PrefLab.Core.Tests.Accounts;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("1234567", false)]
    [InlineData("12345678", true)]
    [InlineData("        ", true)]
    [InlineData("ends in a blank ", true)]
    [InlineData("pässwörd🦊", true)]
    [InlineData("null\0inside", false)]
    public void CheckPassword_ByLengthAndCharacters_Decides(string password, bool accepted) =>
        Assert.Equal(accepted, AccountRules.CheckPassword(password) is null);

    [Theory]
    [InlineData(64, true)]
    [InlineData(128, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(1_000_000, false)]
    public void CheckPassword_ByLength_Decides(int length, bool accepted) =>
        Assert.Equal(accepted, AccountRules.CheckPassword(new string('x', length)) is null);

    [Theory]
    [InlineData("a@b", true)]
    [InlineData("name+tag@example.org", true)]
    [InlineData("", false)]
    [InlineData("@", false)]
    [InlineData("a@", false)]
    [InlineData("@b", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a b@c", false)]
    [InlineData("a\r\nBcc:x@c", false)]
    [InlineData("a\0@c", false)]
    public void CheckEmail_ByShape_Decides(string email, bool accepted) =>
        Assert.Equal(accepted, AccountRules.CheckEmail(email) is null);

    [Theory]
    [InlineData("Ada", true)]
    [InlineData("李小龍", true)]
    [InlineData("👩‍🔬", true)]
    [InlineData("", false)]
    [InlineData("  \u200b ", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\u0007", false)]
    public void CheckName_ByCharacters_Decides(string name, bool accepted) =>
        Assert.Equal(accepted, AccountRules.CheckName(name) is null);

    /// <summary>Not in the tables above: a test runner passes on valid Unicode only.</summary>
    [Fact]
    public void Check_LoneSurrogate_IsRefused()
    {
        Assert.NotNull(AccountRules.CheckPassword("lone\ud800surrogate"));
        Assert.NotNull(AccountRules.CheckName("a\udc00"));
        Assert.NotNull(AccountRules.CheckEmail("a\ud800@b"));
    }
}
