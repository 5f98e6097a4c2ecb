using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;

namespace PrefLab.Testing.Web;

/// <summary>People with roles, and their ways in: the sign-in page's cookie, or a key.</summary>
public static class WebPeople
{
    public const string Password = "correct horse battery";

    public static async Task<T> InScopeAsync<TService, T>(this PrefLabFactory factory, Func<TService, Task<T>> action)
        where TService : notnull
    {
        await using var scope = factory.Services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static async Task<Person> AddPersonAsync(
        this PrefLabFactory factory, string email, bool isAdministrator = false, bool isDemonstration = false, ProjectId? project = null, Role? role = null)
    {
        var result = await factory.InScopeAsync((PersonService people) => people.CreateAsync(
            new NewPerson(email, $"Name of {email}", Password), actorId: null, isAdministrator, isDemonstration, CancellationToken.None));
        var person = ((CreatePersonResult.Created)result).Person;
        if (project is { } where && role is { } what)
        {
            var link = await factory.InScopeAsync((InvitationService service) =>
                service.CreateAsync(new Actor(person.Id, true, null), where, what, null, CancellationToken.None));
            await factory.InScopeAsync((InvitationService service) => service.AcceptAsync(link.Token, person.Id, CancellationToken.None));
        }

        return person;
    }

    /// <summary>A browser that is signed in.</summary>
    public static async Task<HttpClient> SignInAsync(this PrefLabFactory factory, string email, string password = Password)
    {
        var client = factory.NewClient();
        using var answer = await client.PostFormAsync("/sign-in", Fields(("Form.Email", email), ("Form.Password", password)), "form:not([action*=Demonstration])");
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect
            ? client
            : throw new InvalidOperationException($"{email} was not let in: {answer.StatusCode}.");
    }

    /// <summary>A program that calls with a key of this person.</summary>
    public static async Task<HttpClient> KeyClientAsync(this PrefLabFactory factory, long person, Role? scope = null)
    {
        var key = await factory.InScopeAsync((ApiKeyService keys) => keys.CreateAsync(person, person, "test", scope, null, CancellationToken.None));
        return factory.KeyClient(key!.Key);
    }

    public static HttpClient KeyClient(this PrefLabFactory factory, string key)
    {
        var client = factory.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
