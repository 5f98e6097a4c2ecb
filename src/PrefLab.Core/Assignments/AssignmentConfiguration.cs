using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Batch>, IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("batches", table => table.HasCheckConstraint(
            "ck_batches_position", $"size BETWEEN 1 AND {Limits.MaxBatchSize} AND next_position BETWEEN 0 AND size"));
        builder.HasProjectKey(batch => new { batch.ProjectId, batch.Id }, batch => batch.Id);
        builder.HasIndex(batch => new { batch.ProjectId, batch.AnnotatorId }).IsUnique()
            .HasFilter("finished_at IS NULL").HasDatabaseName("ix_batches_unfinished");
        builder.HasOne<Annotator>().WithMany().HasForeignKey(batch => new { batch.ProjectId, batch.AnnotatorId });
    }

    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("assignments", table =>
        {
            table.HasCheckConstraint("ck_assignments_state", "state BETWEEN 1 AND 5");
            table.HasCheckConstraint("ck_assignments_lease", "expires_at > issued_at");
            table.HasCheckConstraint("ck_assignments_position", "(batch_id IS NULL) = (position IS NULL)");
            table.HasCheckConstraint("ck_assignments_skip_reason", "(state = 3) = (skip_reason IS NOT NULL) AND skip_reason BETWEEN 1 AND 5");
        });
        builder.HasProjectKey(assignment => new { assignment.ProjectId, assignment.Id }, assignment => assignment.Id);
        builder.Property(assignment => assignment.SkipComment).HasMaxLength(Limits.Reason);
        builder.Property(assignment => assignment.Draft).HasColumnType("jsonb");
        builder.HasIndex(assignment => new { assignment.ProjectId, assignment.Token }).IsUnique();
        // Nobody gets the same comparison twice.
        builder.HasIndex(assignment => new { assignment.ProjectId, assignment.ComparisonId, assignment.AnnotatorId }).IsUnique();
        builder.HasIndex(assignment => new { assignment.ProjectId, assignment.AnnotatorId, assignment.Id })
            .HasFilter("state = 1").HasDatabaseName("ix_assignments_leased");
        builder.HasIndex(assignment => new { assignment.ProjectId, assignment.AnnotatorId })
            .HasFilter("state = 4").HasDatabaseName("ix_assignments_lapsed");
        builder.HasIndex(assignment => assignment.ExpiresAt).HasFilter("state = 1").HasDatabaseName("ix_assignments_expiring");
        builder.HasOne<Comparison>().WithMany().HasForeignKey(assignment => new { assignment.ProjectId, assignment.ComparisonId });
        builder.HasOne<Annotator>().WithMany().HasForeignKey(assignment => new { assignment.ProjectId, assignment.AnnotatorId });
        builder.HasOne<Batch>().WithMany().HasForeignKey(assignment => new { assignment.ProjectId, assignment.BatchId })
            .HasPrincipalKey(batch => new { batch.ProjectId, batch.Id });
    }
}
