using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PrefLab.Core.Audit;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.HasKey(happened => new { happened.ProjectId, happened.Id });
        builder.Property(happened => happened.Id).ValueGeneratedOnAdd().UseIdentityByDefaultColumn();
        builder.Property(happened => happened.Kind).HasMaxLength(64);
        builder.Property(happened => happened.Subject).HasMaxLength(Limits.Name);
        builder.Property(happened => happened.Data).HasColumnType("jsonb");
        builder.HasIndex(happened => new { happened.ProjectId, happened.Id })
            .HasFilter(AuditVisibility.FewFilter).HasDatabaseName("ix_audit_events_few");
    }
}
