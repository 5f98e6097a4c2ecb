using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Labels;

internal sealed class LabelConfiguration : IEntityTypeConfiguration<Label>
{
    public void Configure(EntityTypeBuilder<Label> builder)
    {
        builder.ToTable("labels", table =>
        {
            table.HasCheckConstraint("ck_labels_preference", "preference BETWEEN 0 AND 4");
            table.HasCheckConstraint("ck_labels_excluded", "excluded OR excluded_by IS NULL");
            table.HasCheckConstraint("ck_labels_seconds", "server_seconds >= 0 AND active_seconds >= 0");
        });
        builder.HasProjectKey(label => new { label.ProjectId, label.Id }, label => label.Id);
        builder.Property(label => label.Comment).HasMaxLength(Limits.Comment);
        builder.Property(label => label.Dimensions).HasColumnType("jsonb");
        builder.HasIndex(label => new { label.ProjectId, label.SubmissionKey }).IsUnique();
        builder.HasIndex(label => new { label.ProjectId, label.ComparisonId, label.AnnotatorId }).IsUnique()
            .HasFilter("is_current").HasDatabaseName("ix_labels_current");
        builder.HasIndex(label => new { label.ProjectId, label.AnnotatorId, label.Id });
        builder.HasIndex(label => new { label.ProjectId, label.AssignmentId });
        // What was answered to each gold, which is a fraction of all labels.
        builder.HasIndex(label => new { label.ProjectId, label.ComparisonId, label.Id })
            .HasFilter("is_gold AND supersedes IS NULL").HasDatabaseName("ix_labels_gold");
        // Not to the comparison as well: the assignment holds that already, and without an index of all labels by comparison
        // PostgreSQL would look through the project's labels for each comparison that the undo of an import deletes.
        builder.HasOne<Assignment>().WithMany().HasForeignKey(label => new { label.ProjectId, label.AssignmentId });
        builder.HasOne<Annotator>().WithMany().HasForeignKey(label => new { label.ProjectId, label.AnnotatorId });
        // No foreign key to the action, whose index every label would carry: only its own transaction writes the mark.
    }
}
