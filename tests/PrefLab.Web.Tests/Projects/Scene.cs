using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Projects;

/// <summary>People who sign in to the site in a browser, and a project with some work done.</summary>
public static class Scene
{
    private const string Password = "correct horse battery";

    /// <summary>A browser in which a person of this role is signed in; null for an administrator without memberships.</summary>
    public static async Task<HttpClient> BrowserAsync(this WebDatabase web, TestProject? project, Role? role)
    {
        var name = $"person-{Guid.CreateVersion7():N}@example.org";
        var person = new Person
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Email = name,
            NormalizedEmail = name.ToUpperInvariant(),
            DisplayName = name,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            IsAdministrator = role is null,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await using var scope = web.Factory.Services.CreateAsyncScope();
        person.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>().HashPassword(person, Password);
        await using var db = web.Data.Open();
        db.Users.Add(person);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        if (role is { } own)
        {
            db.Memberships.Add(new Membership { ProjectId = project!.Id, PersonId = person.Id, Role = own, CreatedAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var browser = web.Factory.NewClient();
        using var response = await browser.PostFormAsync(
            "/sign-in", new Dictionary<string, string>(StringComparer.Ordinal) { ["Form.Email"] = name, ["Form.Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return browser;
    }

    /// <summary>Two people label everything: each answers 1 on the left, so that they differ where sides differ.</summary>
    public static async Task<(TestProject Project, Annotator First)> WorkedAsync(this WebDatabase web)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, overlap: 2, batchSize: 10, goldFraction: .2);
        await project.AddComparisonsAsync(12, overlap: 2);
        await project.AddGoldsAsync(4);
        var first = await project.AddAnnotatorAsync();
        await new Annotating(web.Data.Database, project, first).DrainAsync();
        await new Annotating(web.Data.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        return (project, first);
    }
}
