using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Review;

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<ExpertReview>
{
    public void Configure(EntityTypeBuilder<ExpertReview> builder)
    {
        builder.ToTable("reviews", table =>
        {
            table.HasCheckConstraint("ck_reviews_state", "state BETWEEN 1 AND 4 AND became BETWEEN 0 AND 2 AND dispute BETWEEN 0 AND 7");
            table.HasCheckConstraint("ck_reviews_preferences", "blind_preference BETWEEN 0 AND 4 AND preference BETWEEN 0 AND 4");
            table.HasCheckConstraint("ck_reviews_blind", "(blind_at IS NULL) = (blind_preference IS NULL)");
            // A decision has a reason, and a blind answer before it.
            table.HasCheckConstraint(
                "ck_reviews_decided",
                "(state IN (2, 4)) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (preference IS NULL) AND (decided_at IS NULL) = (reason IS NULL) "
                + "AND (decided_at IS NULL OR blind_at IS NOT NULL)");
            table.HasCheckConstraint(
                "ck_reviews_undone", "(state = 4) = (undone_at IS NOT NULL) AND (undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)");
        });
        builder.HasProjectKey(review => new { review.ProjectId, review.Id }, review => review.Id);
        builder.Property(review => review.Dispute).HasConversion<short>();
        builder.Property(review => review.Reason).HasMaxLength(Limits.Reason);
        builder.Property(review => review.UndoReason).HasMaxLength(Limits.Reason);
        // One at a time, and one decision that stands.
        builder.HasIndex(review => new { review.ProjectId, review.ComparisonId }).IsUnique()
            .HasFilter("state IN (1, 2)").HasDatabaseName("ix_reviews_standing");
        builder.HasIndex(review => new { review.ProjectId, review.ComparisonId, review.Id });
        builder.HasIndex(review => new { review.ProjectId, review.ExpertId, review.Id }).HasFilter("state = 1").HasDatabaseName("ix_reviews_open");
        builder.HasIndex(review => new { review.ProjectId, review.DecidedAt, review.Id }).HasFilter("state = 2").HasDatabaseName("ix_reviews_decided");
        builder.HasOne<Comparison>().WithMany().HasForeignKey(review => new { review.ProjectId, review.ComparisonId });
    }
}
