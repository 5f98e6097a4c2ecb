using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

internal sealed class AnnotatorConfiguration : IEntityTypeConfiguration<Annotator>
{
    public void Configure(EntityTypeBuilder<Annotator> builder)
    {
        builder.ToTable("annotators", table =>
        {
            table.HasCheckConstraint("ck_annotators_standing", "standing BETWEEN 1 AND 5");
            table.HasCheckConstraint("ck_annotators_golds", "golds_correct BETWEEN 0 AND golds_answered AND golds_answered <= answered");
            table.HasCheckConstraint("ck_annotators_test_golds", "test_golds_correct BETWEEN 0 AND test_golds AND test_golds <= golds_answered");
        });
        builder.HasProjectKey(annotator => new { annotator.ProjectId, annotator.Id }, annotator => annotator.Id);
        builder.Property(annotator => annotator.StandingReason).HasMaxLength(Limits.Reason);
        builder.HasIndex(annotator => new { annotator.ProjectId, annotator.PersonId }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(annotator => annotator.ProjectId);
        builder.HasOne<Person>().WithMany().HasForeignKey(annotator => annotator.PersonId);
    }
}
