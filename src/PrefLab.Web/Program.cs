using System.Globalization;
using PrefLab.Web.Api;
using PrefLab.Web.Authentication;
using PrefLab.Web.Authorization;
using PrefLab.Web.Demonstration;
using PrefLab.Web.Hosting;
using PrefLab.Web.Jobs;
using PrefLab.Web.Languages;
using PrefLab.Web.Logging;
using PrefLab.Web.Pages;
using PrefLab.Web.Security;

// Numbers are read and written alike on every machine, whatever its language: a browser sends 1.5 also to a German server.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var builder = WebApplication.CreateBuilder(args);
// What is built and not published has its packed files elsewhere; only this finds them outside Development. It does nothing to what is published.
builder.WebHost.UseStaticWebAssets();
builder.AddPrefLabLogging();
builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
builder.Services.AddPrefLabDatabase();
builder.Services.AddPrefLabHosting();
builder.Services.AddPrefLabSecurity(builder.Configuration);
builder.Services.AddPrefLabAuthentication();
builder.Services.AddPrefLabAuthorization();
builder.Services.AddPrefLabApi();
builder.Services.AddPrefLabLanguages();
builder.Services.AddPrefLabPages();
builder.Services.AddPrefLabJobs(builder.Configuration);
builder.Services.AddPrefLabDemonstration(builder.Configuration);

var app = builder.Build();
app.UsePrefLabHosting();
app.UsePrefLabApiDescription();
app.UseMiddleware<DatabaseGate>();
app.UseMiddleware<CrossSiteGuard>();
app.UseMiddleware<BodyCharset>();
app.UseRateLimiter();
app.UseRequestTimeouts();
app.UseMiddleware<WholeAnswers>();
app.UseAuthentication();
app.UseAuthorization();
app.UseMiddleware<ApiAntiforgery>();

app.MapStaticAssets().AllowAnonymous().WithMetadata(new NeedsNoDatabase());
app.MapHealth();
if (builder.Configuration.GetValue("Web:Enabled", true))
{
    app.MapPrefLabApi();
    app.MapPrefLabPages();
}

app.Run();
