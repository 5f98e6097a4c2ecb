using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Exchange;
using PrefLab.Core.Projects;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Comparisons;

internal sealed class ComparisonConfiguration : IEntityTypeConfiguration<Comparison>
{
    public void Configure(EntityTypeBuilder<Comparison> builder)
    {
        builder.ToTable("comparisons", table =>
        {
            table.HasCheckConstraint("ck_comparisons_overlap", $"overlap BETWEEN 1 AND {Limits.MaxOverlap}");
            table.HasCheckConstraint(
                "ck_comparisons_taken",
                "CASE WHEN gold_preference IS NULL THEN taken BETWEEN n0 + n1 + n2 + n3 + n4 AND overlap ELSE taken = 0 END");
            table.HasCheckConstraint("ck_comparisons_levels", "n0 >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0 AND flags >= 0");
            table.HasCheckConstraint("ck_comparisons_gold_preference", "gold_preference BETWEEN 0 AND 4 AND expert_preference BETWEEN 0 AND 4");
            table.HasCheckConstraint("ck_comparisons_use", "use BETWEEN 1 AND 4 AND (use = 1) = (gold_preference IS NULL)");
            table.HasCheckConstraint("ck_comparisons_gold_retired", "use = 2 OR gold_retired_at IS NULL");
            table.HasCheckConstraint("ck_comparisons_priority", "priority BETWEEN -1000000 AND 1000000");
        });
        builder.HasProjectKey(comparison => new { comparison.ProjectId, comparison.Id }, comparison => comparison.Id);
        builder.Property(comparison => comparison.ExternalId).HasMaxLength(Limits.ExternalId);
        builder.Property(comparison => comparison.ModelA).HasMaxLength(Limits.Name);
        builder.Property(comparison => comparison.ModelB).HasMaxLength(Limits.Name);
        builder.Property(comparison => comparison.Metadata).HasColumnType("jsonb");
        builder.Property(comparison => comparison.ImportedLabels).HasColumnType("jsonb");
        // 2^40 ids and 2^21 priorities fit into a bigint.
        builder.Property(comparison => comparison.SortKey).HasComputedColumnSql("id - priority::bigint * 1099511627776", stored: true);
        builder.Property(comparison => comparison.IsOpen).HasComputedColumnSql("gold_preference IS NULL AND taken < overlap", stored: true);
        builder.Property(comparison => comparison.Dispute).HasConversion<short>().HasComputedColumnSql(DisputeSql.Dispute, stored: true);

        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.ExternalId }).IsUnique();
        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.SortKey })
            .HasFilter("is_open").HasDatabaseName("ix_comparisons_open");
        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.SortKey, comparison.Dispute })
            .HasFilter("dispute > 0").HasDatabaseName("ix_comparisons_disputed");
        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.GoldKey })
            .HasFilter("use = 2").HasDatabaseName("ix_comparisons_gold");
        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.Use, comparison.Id })
            .HasFilter("use > 2").HasDatabaseName("ix_comparisons_onboarding");
        builder.HasIndex(comparison => new { comparison.ProjectId, comparison.ImportId });
        builder.HasOne<Project>().WithMany().HasForeignKey(comparison => comparison.ProjectId);
        builder.HasOne<Import>().WithMany()
            .HasForeignKey(comparison => new { comparison.ProjectId, comparison.ImportId })
            .HasPrincipalKey(import => new { import.ProjectId, import.Id });
    }
}
