using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

internal sealed class AnnotatorConfiguration : IEntityTypeConfiguration<Annotator>, IEntityTypeConfiguration<Appeal>
{
    public void Configure(EntityTypeBuilder<Appeal> builder)
    {
        builder.ToTable("appeals", table => table.HasCheckConstraint(
            "ck_appeals_answer", "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)"));
        builder.HasProjectKey(appeal => new { appeal.ProjectId, appeal.Id }, appeal => appeal.Id);
        builder.Property(appeal => appeal.StandingReason).HasMaxLength(Limits.Reason);
        builder.Property(appeal => appeal.Text).HasMaxLength(Limits.Reason);
        builder.Property(appeal => appeal.Answer).HasMaxLength(Limits.Reason);
        builder.HasIndex(appeal => new { appeal.ProjectId, appeal.AnnotatorId, appeal.Id });
        builder.HasIndex(appeal => new { appeal.ProjectId, appeal.AnnotatorId }).IsUnique()
            .HasFilter("answered_at IS NULL").HasDatabaseName("ix_appeals_open");
        builder.HasOne<Annotator>().WithMany().HasForeignKey(appeal => new { appeal.ProjectId, appeal.AnnotatorId });
    }

    public void Configure(EntityTypeBuilder<Annotator> builder)
    {
        builder.ToTable("annotators", table =>
        {
            table.HasCheckConstraint("ck_annotators_standing", "standing BETWEEN 1 AND 5");
            table.HasCheckConstraint("ck_annotators_golds", "golds_correct BETWEEN 0 AND golds_answered AND golds_answered <= answered");
            table.HasCheckConstraint("ck_annotators_risk", "risk BETWEEN 0 AND 1");
            table.HasCheckConstraint("ck_annotators_waiting", $"cardinality(waiting) <= {LiveTest.MostWaiting}");
        });
        builder.HasProjectKey(annotator => new { annotator.ProjectId, annotator.Id }, annotator => annotator.Id);
        builder.Property(annotator => annotator.StandingReason).HasMaxLength(Limits.Reason);
        builder.Property(annotator => annotator.Evidence).HasColumnType("jsonb").HasConversion(
            evidence => evidence!.ToJson(), json => Evidence.FromJson(json));
        builder.Property(annotator => annotator.Waiting).HasDefaultValueSql("'{}'");
        builder.Property(annotator => annotator.Risk).HasDefaultValue(LiveTest.Prior);
        builder.HasIndex(annotator => new { annotator.ProjectId, annotator.PersonId }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(annotator => annotator.ProjectId);
        builder.HasOne<Person>().WithMany().HasForeignKey(annotator => annotator.PersonId);
    }
}
