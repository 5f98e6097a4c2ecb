using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;

namespace PrefLab.Core;

/// <summary>Registers the services of Core, one line each.</summary>
public static class CoreServices
{
    /// <param name="connectionString">Reads the application's connection string when the first connection is wanted; by then the server has started.</param>
    public static IServiceCollection AddPrefLabCore(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddSingleton(provider => new Database(connectionString(provider)));
        services.AddSingleton<Random, CryptoRandom>();
        services.AddSingleton<Assignments.AssignmentService>();
        services.AddSingleton<Assignments.BatchSummaryQuery>();
        services.AddSingleton<Assignments.LeaseService>();
        services.AddSingleton<Assignments.AnsweredAssignmentQuery>();
        services.AddSingleton<Assignments.LeaseSweeper>();
        services.AddSingleton<Quality.ProjectPaceQuery>();
        services.AddSingleton<Quality.EvidenceSweeper>();
        services.AddSingleton<Quality.ProjectBiasQuery>();
        services.AddSingleton<Assignments.NamedAssignmentService>();
        services.AddSingleton<Assignments.OrderRewind>();
        services.AddSingleton<Comparisons.ComparisonEdit>();
        services.AddSingleton<Comparisons.ComparisonListQuery>();
        services.AddSingleton<Golds.GoldRescorer>();
        services.AddSingleton<Golds.GoldRotation>();
        services.AddSingleton<Golds.GoldProposals>();
        services.AddSingleton<Golds.GoldTableQuery>();
        services.AddSingleton<Exchange.ExportService>();
        services.AddSingleton<Exchange.ExportSummaryQuery>();
        services.AddSingleton<Exchange.ImportService>();
        services.AddSingleton<Exchange.ImportUndo>();
        services.AddSingleton<Labels.CorrectionService>();
        services.AddSingleton<Labels.DraftService>();
        services.AddSingleton<Labels.LabelService>();
        services.AddSingleton<Labels.RecentAnswersQuery>();
        services.AddSingleton<Review.DecidedQuery>();
        services.AddSingleton<Review.OwnDecisionsQuery>();
        services.AddSingleton<Review.ReviewDecisionService>();
        services.AddSingleton<Review.ReviewDetailQuery>();
        services.AddSingleton<Review.ReviewQueueQuery>();
        services.AddSingleton<Review.ReviewService>();
        services.AddSingleton<TableStatistics>();
        services.AddDbContext<PrefLabDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<Database>().Requests));
        AddAccounts(services);
        AddAnnotators(services);
        services.AddScoped<Assignments.AssignmentTextsQuery>();
        services.AddScoped<Assignments.NamedAssignmentQuery>();
        services.AddScoped<Golds.GoldRescoreQuery>();
        services.AddScoped<Guidelines.GuidelineReadings>();
        services.AddScoped<Guidelines.GuidelineService>();
        services.AddScoped<Onboarding.OnboardingQuery>();
        services.AddScoped<Onboarding.OnboardingRunQuery>();
        services.AddScoped<Onboarding.OnboardingRunService>();
        services.AddScoped<Onboarding.OnboardingService>();
        services.AddScoped<Onboarding.OnboardingSettingsService>();
        services.AddScoped<Onboarding.OnboardingTransaction>();
        services.AddScoped<Projects.ProjectService>();
        services.AddSingleton<Agreement.AgreementCounts>();
        services.AddSingleton<Agreement.ProjectSummaryQuery>();
        services.AddSingleton<Projects.ProgressQuery>();
        return services;
    }

    private static void AddAnnotators(IServiceCollection services)
    {
        services.AddScoped<Annotators.AnnotatorActionListQuery>();
        services.AddScoped<Annotators.AnnotatorListQuery>();
        services.AddScoped<Annotators.AnsweredGoldsQuery>();
        services.AddScoped<Annotators.AppealService>();
        services.AddScoped<Annotators.WorkingAnnotatorsQuery>();
        services.AddSingleton<Annotators.AnnotatorTableQuery>();
        services.AddSingleton<Annotators.AnnotatorWorkQuery>();
        services.AddSingleton<Annotators.OwnFiguresQuery>();
        services.AddSingleton<Annotators.AnnotatorActionService>();
        services.AddSingleton<Annotators.AnnotatorActionPreviewQuery>();
        services.AddSingleton<Annotators.AnnotatorActionUndoService>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IPasswordHasher<Person>, PersonPasswordHasher>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PersonPasswordHasher.Iterations);
        services.AddScoped<ApiKeyService>();
        services.AddScoped<FirstAdministratorService>();
        services.AddScoped<InvitationService>();
        services.AddScoped<MembershipQuery>();
        services.AddScoped<MembershipService>();
        services.AddScoped<PasswordResetService>();
        services.AddScoped<PersonService>();
        services.AddScoped<PersonSettingsService>();
        services.AddScoped<SignInService>();
        services.AddScoped<SimulatedAnnotatorService>();
    }
}
