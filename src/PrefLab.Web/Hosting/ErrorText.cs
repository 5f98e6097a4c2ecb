namespace PrefLab.Web.Hosting;

/// <summary>What an error page says: what happened, what was kept, what to do.</summary>
public sealed record ErrorText(int Status, string Title, string Kept, string Advice)
{
    public static ErrorText Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "The request could not be read", NothingChanged, "Go back, copy what you typed, then reload the page and send it again."),
        StatusCodes.Status401Unauthorized => new(status, "You are not signed in", NothingChanged, "Sign in and try again."),
        StatusCodes.Status403Forbidden => new(status, "Your role does not allow this", NothingChanged, "Ask a lead of the project, or an administrator, when you need it."),
        StatusCodes.Status404NotFound => new(status, "There is no such page", NothingChanged, "It may have moved, or you may not be a member of its project. Start again from your projects."),
        StatusCodes.Status405MethodNotAllowed => new(status, "This address does not take that kind of request", NothingChanged, "Start again from your projects."),
        StatusCodes.Status409Conflict => new(status, "Somebody else changed this at the same moment", "Their change was kept; yours was not saved.", "Reload the page to see theirs, then make your change again."),
        StatusCodes.Status413PayloadTooLarge => new(status, "That was too large", NothingChanged, "Send less at once."),
        StatusCodes.Status429TooManyRequests => new(status, "Too many requests", NothingChanged, "Wait a minute, then try again."),
        StatusCodes.Status503ServiceUnavailable => new(status, "PrefLab cannot reach its database at the moment", "Everything that was confirmed as saved is safe. What you just sent may not have been saved.", "Try again in a few seconds; sending it once more does no harm."),
        >= 500 => new(status, "Something went wrong on our side", "Everything that was confirmed as saved is safe. What you just sent may not have been saved.", "Try again. If it happens again, report it with the request number below."),
        _ => new(status, "The request was refused", NothingChanged, "Go back and try again."),
    };

    private const string NothingChanged = "Nothing was changed.";
}
