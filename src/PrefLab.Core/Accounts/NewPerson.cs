namespace PrefLab.Core.Accounts;

/// <summary>What somebody fills in to get an account.</summary>
public sealed record NewPerson(string Email, string DisplayName, string Password)
{
    /// <summary>What is wrong, by the name of the property; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(nameof(Email), AccountRules.CheckEmail(Email));
        Add(nameof(DisplayName), AccountRules.CheckName(DisplayName));
        Add(nameof(Password), AccountRules.CheckPassword(Password));
        return problems;

        void Add(string property, string? problem)
        {
            if (problem is not null)
            {
                problems[property] = problem;
            }
        }
    }
}
