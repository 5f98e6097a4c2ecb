using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Annotators;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Quality;

namespace PrefLab.Core.Projects;

internal sealed class ProjectConfiguration
    : IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<GuidelineVersion>, IEntityTypeConfiguration<GuidelineReading>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects", table =>
        {
            table.HasCheckConstraint("ck_projects_state", "state BETWEEN 1 AND 5");
            table.HasCheckConstraint("ck_projects_overlap", $"overlap BETWEEN 1 AND {Limits.MaxOverlap}");
            table.HasCheckConstraint("ck_projects_batch_size", $"batch_size BETWEEN 1 AND {Limits.MaxBatchSize}");
            table.HasCheckConstraint("ck_projects_gold_fraction", "gold_fraction BETWEEN 0 AND 0.5");
            table.HasCheckConstraint("ck_projects_gold_exposure_cap", "gold_exposure_cap >= 1");
            table.HasCheckConstraint("ck_projects_skips_per_batch", $"skips_per_batch BETWEEN 0 AND {Limits.MaxBatchSize}");
            table.HasCheckConstraint("ck_projects_label_rate", "label_rate >= 0");
        });
        builder.Property(project => project.Id).ValueGeneratedOnAdd().UseIdentityByDefaultColumn();
        builder.Property(project => project.Name).HasMaxLength(Limits.Name);
        builder.Property(project => project.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(project => project.LabelRate).HasPrecision(12, 4);
        builder.Property(project => project.Version).IsConcurrencyToken();
        builder.Property(project => project.Dimensions).HasColumnType("jsonb").HasConversion(
            dimensions => JsonSerializer.Serialize(dimensions, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<Dimension>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<Dimension>>(
                (left, right) => left!.SequenceEqual(right!),
                dimensions => dimensions.Aggregate(0, HashCode.Combine),
                dimensions => dimensions.ToList()));
        builder.Property(project => project.Onboarding).HasColumnType("jsonb").HasDefaultValueSql("'{}'").HasConversion(
            onboarding => JsonSerializer.Serialize(onboarding, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<OnboardingSettings>(json, JsonSerializerOptions.Web)!);
        builder.Property(project => project.Quality).HasColumnType("jsonb").HasConversion(
            quality => quality.ToJson(), json => QualityPolicy.FromJson(json));
    }

    public void Configure(EntityTypeBuilder<GuidelineVersion> builder)
    {
        builder.ToTable("guidelines");
        builder.HasKey(guideline => new { guideline.ProjectId, guideline.Version });
        builder.Property(guideline => guideline.Markdown).HasMaxLength(Limits.Guidelines);
        builder.Property(guideline => guideline.Summary).HasMaxLength(Limits.Name);
        builder.HasOne<Project>().WithMany().HasForeignKey(guideline => guideline.ProjectId);
    }

    public void Configure(EntityTypeBuilder<GuidelineReading> builder)
    {
        builder.ToTable("guideline_readings");
        builder.HasKey(reading => new { reading.ProjectId, reading.AnnotatorId });
        builder.HasOne<Annotator>().WithMany().HasForeignKey(reading => new { reading.ProjectId, reading.AnnotatorId });
        builder.HasOne<GuidelineVersion>().WithMany().HasForeignKey(reading => new { reading.ProjectId, reading.Version });
    }
}
