using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Audit;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Exchange;
using PrefLab.Core.Golds;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Labels;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Review;
using PrefLab.Metrics;

namespace PrefLab.Core.Storage;

/// <summary>The database. Each feature's folder configures its own tables; names become snake_case at the end.</summary>
public sealed class PrefLabDb(DbContextOptions<PrefLabDb> options) : IdentityUserContext<Person, long>(options)
{
    public DbSet<Project> Projects => Set<Project>();

    public DbSet<GuidelineVersion> Guidelines => Set<GuidelineVersion>();

    public DbSet<GuidelineReading> GuidelineReadings => Set<GuidelineReading>();

    public DbSet<AnnotatorAction> AnnotatorActions => Set<AnnotatorAction>();

    public DbSet<Appeal> Appeals => Set<Appeal>();

    public DbSet<OnboardingProgress> Onboardings => Set<OnboardingProgress>();

    public DbSet<OnboardingRun> OnboardingRuns => Set<OnboardingRun>();

    public DbSet<OnboardingAnswer> OnboardingAnswers => Set<OnboardingAnswer>();

    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();

    public DbSet<Comparison> Comparisons => Set<Comparison>();

    public DbSet<GoldRescore> GoldRescores => Set<GoldRescore>();

    public DbSet<Annotator> Annotators => Set<Annotator>();

    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Label> Labels => Set<Label>();

    public DbSet<ExpertReview> Reviews => Set<ExpertReview>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ProjectId>().HaveConversion<IdConverter<Project>>();
        configurationBuilder.Properties<ComparisonId>().HaveConversion<IdConverter<Comparison>>();
        configurationBuilder.Properties<AnnotatorId>().HaveConversion<IdConverter<Annotator>>();
        configurationBuilder.Properties<BatchId>().HaveConversion<IdConverter<Batch>>();
        configurationBuilder.Properties<AssignmentId>().HaveConversion<IdConverter<Assignment>>();
        configurationBuilder.Properties<LabelId>().HaveConversion<IdConverter<Label>>();
        configurationBuilder.Properties<ImportId>().HaveConversion<IdConverter<Import>>();
        configurationBuilder.Properties<AnnotatorActionId>().HaveConversion<IdConverter<AnnotatorAction>>();
        configurationBuilder.Properties<AppealId>().HaveConversion<IdConverter<Appeal>>();
        configurationBuilder.Properties<OnboardingRunId>().HaveConversion<IdConverter<OnboardingRun>>();
        configurationBuilder.Properties<GoldRescoreId>().HaveConversion<IdConverter<GoldRescore>>();
        configurationBuilder.Properties<ReviewId>().HaveConversion<IdConverter<ExpertReview>>();
        configurationBuilder.Properties<Preference>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PrefLabDb).Assembly);
        foreach (var foreignKey in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()))
        {
            foreignKey.DeleteBehavior = DeleteBehavior.Restrict;
        }

        SnakeCase.Apply(builder.Model);
    }
}
