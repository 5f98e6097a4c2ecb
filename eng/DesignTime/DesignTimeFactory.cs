using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PrefLab.Core.Storage;

namespace PrefLab.DesignTime;

/// <summary>Gives `dotnet ef` the model; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<PrefLabDb>
{
    public PrefLabDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PrefLabDb>().UseNpgsql("Host=design-time").Options);
}
