using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports", table => table.HasCheckConstraint("ck_imports_state", "state BETWEEN 1 AND 3"));
        builder.HasProjectKey(import => new { import.ProjectId, import.Id }, import => import.Id);
        builder.Property(import => import.FileName).HasMaxLength(Limits.Name);
        builder.Property(import => import.Format).HasMaxLength(Limits.Name);
        builder.Property(import => import.Errors).HasColumnType("jsonb");
        builder.Property(import => import.Warnings).HasColumnType("jsonb");
        builder.HasOne<Project>().WithMany().HasForeignKey(import => import.ProjectId);
    }
}
