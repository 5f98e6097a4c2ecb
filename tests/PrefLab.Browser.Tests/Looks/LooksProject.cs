using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Accounts;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>A project with a long name, guidelines, and a comparison of every kind.</summary>
internal static class LooksProject
{
    private const string Guidelines =
        """
        # What is better

        Read the prompt first. **Truth** before style: a wrong answer that reads well is worse than a right one that does not.

        1. Is it right?
        2. Does it answer *this* question?
        3. Is it as short as it can be?

        | sign | meaning |
        |---|---|
        | much better | you would not use the other one |
        | better | you would choose it |
        """;

    public static async Task<TestProject> CreateAsync(BrowserSite site, int batchSize = 50, bool asked = false, OnboardingSettings? onboarding = null)
    {
        var project = await TestProject.CreateAsync(
            site.Data.Database,
            batchSize: batchSize,
            goldFraction: 0,
            change: it =>
            {
                it.Name = "Long answers, chats and code: a project whose name is rather long";
                it.Dimensions = [.. Dimension.Default.Select(dimension => dimension with { Asked = asked })];
                it.Onboarding = onboarding ?? OnboardingSettings.None;
            });
        foreach (var (_, prompt, a, b) in LookTexts.All)
        {
            await project.AddComparisonAsync(prompt, a, b);
        }

        await project.ExecuteAsync("UPDATE comparisons SET prompt_is_chat = true WHERE project_id = $1 AND prompt LIKE '[%'", project.Id.Value);
        await using var db = TestProject.Open(site.Data.Database);
        await new GuidelineService(db, TimeProvider.System).PublishAsync(
            new Actor(1, true, null), project.Id, 0, Guidelines, "Truth counts more than style", TestContext.Current.CancellationToken);
        return project;
    }
}
