namespace PrefLab.Core.Accounts;

/// <summary>What a person is in one project; exclusive. Administrator is a property of the person.</summary>
public enum Role : short
{
    Annotator = 1,
    Expert = 2,
    Operations = 3,
    Lead = 4,
}
