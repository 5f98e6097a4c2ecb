using PrefLab.Core.Accounts;

namespace PrefLab.Core.Tests.Accounts;

public sealed class ActorTests
{
    private static readonly Role[] LeadOnly = [Role.Lead];
    private static readonly Role[] Operations = [Role.Operations, Role.Lead];
    private static readonly Role[] AnnotatorOnly = [Role.Annotator];
    private static readonly Role[] Member = [Role.Annotator, Role.Expert, Role.Operations, Role.Lead];

    [Theory]
    [InlineData(Role.Lead, true)]
    [InlineData(Role.Operations, false)]
    [InlineData(Role.Annotator, false)]
    [InlineData(null, false)]
    public void May_LeadIsWanted_OnlyLeadPasses(Role? role, bool expected) =>
        Assert.Equal(expected, new Actor(1, false, null).May(role, LeadOnly));

    [Fact]
    public void May_Administrator_DoesWhatLeadMayButDoesNotAnnotate()
    {
        var administrator = new Actor(1, true, null);

        Assert.True(administrator.May(null, LeadOnly));
        Assert.True(administrator.May(null, Member));
        Assert.False(administrator.May(null, AnnotatorOnly));
    }

    [Theory]
    [InlineData(Role.Annotator, false, false, true)]
    [InlineData(Role.Operations, false, true, true)]
    [InlineData(Role.Lead, true, true, true)]
    public void May_ScopedKeyOfLead_IsNarrowedToTheScope(Role scope, bool lead, bool operations, bool member)
    {
        var actor = new Actor(1, false, scope);

        Assert.Equal(lead, actor.May(Role.Lead, LeadOnly));
        Assert.Equal(operations, actor.May(Role.Lead, Operations));
        Assert.Equal(member, actor.May(Role.Lead, Member));
        Assert.False(actor.May(Role.Lead, AnnotatorOnly));
    }

    [Fact]
    public void May_ScopeAboveTheRole_GivesNothing() =>
        Assert.False(new Actor(1, false, Role.Lead).May(Role.Annotator, LeadOnly));
}
