using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

internal sealed class OnboardingConfiguration
    : IEntityTypeConfiguration<OnboardingProgress>, IEntityTypeConfiguration<OnboardingRun>, IEntityTypeConfiguration<OnboardingAnswer>,
        IEntityTypeConfiguration<ConsentText>
{
    public void Configure(EntityTypeBuilder<OnboardingProgress> builder)
    {
        builder.ToTable("onboardings", table => table.HasCheckConstraint(
            "ck_onboardings_consent", "(consent_version > 0) = (consented_at IS NOT NULL) AND round >= 1 AND extra_attempts >= 0"));
        builder.HasKey(progress => new { progress.ProjectId, progress.AnnotatorId });
        builder.HasOne<Annotator>().WithMany().HasForeignKey(progress => new { progress.ProjectId, progress.AnnotatorId });
    }

    public void Configure(EntityTypeBuilder<OnboardingRun> builder)
    {
        builder.ToTable("onboarding_runs", table => table.HasCheckConstraint(
            "ck_onboarding_runs_marks", "use IN (3, 4) AND questions >= 1 AND needed BETWEEN 0 AND questions AND right_answers BETWEEN 0 AND questions"));
        builder.HasProjectKey(run => new { run.ProjectId, run.Id }, run => run.Id);
        builder.Ignore(run => run.HasPassed);
        builder.HasIndex(run => new { run.ProjectId, run.AnnotatorId, run.Use, run.Id });
        // One at a time, whatever tabs are open.
        builder.HasIndex(run => new { run.ProjectId, run.AnnotatorId, run.Use }).IsUnique()
            .HasFilter("finished_at IS NULL").HasDatabaseName("ix_onboarding_runs_open");
        builder.HasOne<Annotator>().WithMany().HasForeignKey(run => new { run.ProjectId, run.AnnotatorId });
    }

    public void Configure(EntityTypeBuilder<OnboardingAnswer> builder)
    {
        builder.ToTable("onboarding_answers", table => table.HasCheckConstraint(
            "ck_onboarding_answers_preference",
            "preference BETWEEN 0 AND 4 AND (preference IS NULL) = (is_right IS NULL) AND (preference IS NULL) = (answered_at IS NULL)"));
        builder.HasKey(answer => new { answer.ProjectId, answer.RunId, answer.Position });
        builder.HasIndex(answer => new { answer.ProjectId, answer.Token }).IsUnique();
        builder.HasIndex(answer => new { answer.ProjectId, answer.ComparisonId });
        builder.HasOne<OnboardingRun>().WithMany().HasForeignKey(answer => new { answer.ProjectId, answer.RunId });
        builder.HasOne<Comparison>().WithMany().HasForeignKey(answer => new { answer.ProjectId, answer.ComparisonId });
    }

    public void Configure(EntityTypeBuilder<ConsentText> builder)
    {
        builder.ToTable("consent_texts");
        builder.HasKey(text => new { text.ProjectId, text.Version });
        builder.Property(text => text.Markdown).HasMaxLength(Limits.Consent);
        builder.HasOne<Project>().WithMany().HasForeignKey(text => text.ProjectId);
    }
}
