using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PrefLab.Core;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Hosting;

public static class DatabaseServices
{
    /// <summary>Core's services on the configured database, its migration at the start, and the keys that all nodes share.</summary>
    public static IServiceCollection AddPrefLabDatabase(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseReadiness>();
        services.AddSingleton<DatabaseServer>();
        services.AddHostedService<DatabaseStart>();
        services.AddPrefLabCore(provider => provider.GetRequiredService<DatabaseReadiness>().ConnectionString);
        services.AddSingleton<IXmlRepository, DataProtectionKeyStore>();
        services.AddDataProtection().SetApplicationName("PrefLab");
        services.AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository>((options, repository) => options.XmlRepository = repository);
        return services;
    }
}
