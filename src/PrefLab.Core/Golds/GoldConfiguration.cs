using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Golds;

internal sealed class GoldConfiguration : IEntityTypeConfiguration<GoldRescore>
{
    public void Configure(EntityTypeBuilder<GoldRescore> builder)
    {
        builder.ToTable("gold_rescores", table =>
        {
            table.HasCheckConstraint("ck_gold_rescores_preferences", "from_preference BETWEEN 0 AND 4 AND to_preference BETWEEN 0 AND 4");
            table.HasCheckConstraint("ck_gold_rescores_counts", "done BETWEEN 0 AND annotators AND rescored BETWEEN 0 AND done AND flagged >= 0 AND reinstated >= 0");
        });
        builder.HasProjectKey(rescore => new { rescore.ProjectId, rescore.Id }, rescore => rescore.Id);
        builder.HasIndex(rescore => new { rescore.ProjectId, rescore.ComparisonId, rescore.Id });
        builder.HasIndex(rescore => rescore.Id).HasFilter("finished_at IS NULL").HasDatabaseName("ix_gold_rescores_running");
        builder.HasOne<Comparison>().WithMany().HasForeignKey(rescore => new { rescore.ProjectId, rescore.ComparisonId });
    }
}
