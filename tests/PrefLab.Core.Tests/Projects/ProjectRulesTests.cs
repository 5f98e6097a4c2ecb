using PrefLab.Core.Projects;

namespace PrefLab.Core.Tests.Projects;

public sealed class ProjectRulesTests
{
    private static readonly ProjectSettings Right = new() { Name = "Code help" };

    [Fact]
    public void Check_Defaults_FindsNothing() => Assert.Empty(ProjectRules.Check(Right));

    [Fact]
    public void Check_EverythingWrong_NamesEveryField()
    {
        var settings = Right with
        {
            Name = "",
            Overlap = 0,
            BatchSize = Limits.MaxBatchSize + 1,
            GoldFraction = double.NaN,
            GoldExposureCap = 0,
            SkipsPerBatch = -1,
            LabelRate = -1,
            Currency = "EURO",
            QualityRule = new QualitySetting("classic", 0, 1.1),
            Dimensions = [new("a", .5, false), new("A", 2, false)],
        };

        var fields = ProjectRules.Check(settings).Select(error => error.Field).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "batchSize", "currency", "dimensions", "dimensions[1].name", "dimensions[1].weight", "goldExposureCap", "goldFraction",
                "labelRate", "name", "overlap", "qualityRule.minAccuracy", "qualityRule.minGolds", "skipsPerBatch",
            ],
            fields);
    }

    [Fact]
    public void Check_NameThatCannotBeStored_IsRefused()
    {
        Assert.Equal("name", Assert.Single(ProjectRules.Check(Right with { Name = "a\0b" })).Field);
        Assert.Equal("name", Assert.Single(ProjectRules.Check(Right with { Name = "a\ud800b" })).Field);
    }

    [Fact]
    public void Check_EmojiName_IsRight() => Assert.Empty(ProjectRules.Check(Right with { Name = "🧪 round 2" }));

    [Theory]
    [InlineData(.33, .33, .34, true)]
    [InlineData(.3333, .3333, .3333, true)]
    [InlineData(.5, .4, .0, false)]
    [InlineData(.5, .5, .5, false)]
    public void Check_Weights_MustSumToOne(double first, double second, double third, bool right)
    {
        var settings = Right with { Dimensions = [new("a", first, false), new("b", second, false), new("c", third, true)] };

        Assert.Equal(right, ProjectRules.Check(settings).Count == 0);
    }

    [Fact]
    public void Check_NoDimensions_IsRight() => Assert.Empty(ProjectRules.Check(Right with { Dimensions = [] }));

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public void AdmitsSimulated_DemonstrationOrNothingLabelledByPeople_IsTrue(bool demonstration, bool labelled, bool admitted) =>
        Assert.Equal(admitted, ProjectRules.AdmitsSimulated(demonstration, labelled));

    [Fact]
    public void Between_OneChange_IsReadBackFromItsAuditEvent()
    {
        var changes = SettingChange.Between(Right, Right with { Overlap = 5 });

        var (version, read) = SettingChange.FromAudit(SettingChange.ToAudit(7, changes));

        Assert.Equal(7, version);
        Assert.Equal(new SettingChange("overlap", "3", "5"), Assert.Single(read));
    }
}
