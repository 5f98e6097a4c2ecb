using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

internal sealed class AnnotatorConfiguration :
    IEntityTypeConfiguration<Annotator>, IEntityTypeConfiguration<AnnotatorAction>, IEntityTypeConfiguration<Appeal>
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

    public void Configure(EntityTypeBuilder<AnnotatorAction> builder)
    {
        builder.ToTable("annotator_actions", table =>
        {
            table.HasCheckConstraint("ck_annotator_actions_kind", "kind BETWEEN 1 AND 6");
            table.HasCheckConstraint(
                "ck_annotator_actions_scope", "scope BETWEEN 1 AND 3 AND (scope = 1 OR kind IN (3, 4)) AND (scope = 3) = (since IS NOT NULL)");
            table.HasCheckConstraint(
                "ck_annotator_actions_undone", "(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)");
        });
        builder.HasProjectKey(action => new { action.ProjectId, action.Id }, action => action.Id);
        builder.Property(action => action.Reason).HasMaxLength(Limits.Reason);
        builder.Property(action => action.UndoReason).HasMaxLength(Limits.Reason);
        builder.Property(action => action.Effect).HasColumnType("jsonb");
        builder.Property(action => action.Before).HasColumnType("jsonb");
        builder.HasIndex(action => new { action.ProjectId, action.AnnotatorId, action.Id });
        builder.HasOne<Annotator>().WithMany().HasForeignKey(action => new { action.ProjectId, action.AnnotatorId });
    }

    public void Configure(EntityTypeBuilder<Annotator> builder)
    {
        builder.ToTable("annotators", table =>
        {
            table.HasCheckConstraint("ck_annotators_standing", "standing BETWEEN 1 AND 5");
            table.HasCheckConstraint("ck_annotators_golds", "golds_correct BETWEEN 0 AND golds_answered AND golds_answered <= answered");
            table.HasCheckConstraint(
                "ck_annotators_excluded",
                "excluded_golds BETWEEN 0 AND excluded AND excluded_golds <= golds_answered AND excluded - excluded_golds <= answered - golds_answered");
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
