namespace PrefLab.Web.Hosting;

/// <summary>The connection strings of the application and of the owner of the tables.</summary>
public sealed class DatabaseConnections
{
    private volatile string? application;

    /// <exception cref="DatabaseStartingException">The server has not started yet.</exception>
    public string Application => application ?? throw new DatabaseStartingException();

    /// <summary>Null before the server has started.</summary>
    public string? Owner { get; private set; }

    public void Set(string application, string owner)
    {
        Owner = owner;
        this.application = application;
    }
}

/// <summary>Asked for the database before it was there; the request is answered 503.</summary>
public sealed class DatabaseStartingException() : Exception("The database is starting.");
