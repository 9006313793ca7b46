using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.Events;
using FaceStream.Dashboard.Explaining;
using FaceStream.Dashboard.FalseAlarms;
using FaceStream.Dashboard.Health;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Logs;
using FaceStream.Dashboard.Metrics;
using FaceStream.Dashboard.People;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Pipeline;

namespace FaceStream.Dashboard;

/// <summary>The addresses of the dashboard.</summary>
public static class DashboardEndpoints
{
    /// <summary>Maps the pages, the API, the live socket, metrics and health.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        // Counting begins now, not at the first scrape.
        app.Services.GetRequiredService<MetricRegistry>();
        app.Services.GetRequiredService<Measurements>();
        app.Services.GetRequiredService<ProcessMetrics>();
        app.Services.GetRequiredService<CameraMetrics>();
        app.Services.GetRequiredService<FalseAlarmMetrics>();
        app.Services.GetRequiredService<SightingErasure>().CatchUp();
        app.CountTraffic();
        var options = app.Services.GetRequiredService<DashboardOptions>();

        app.UsePages(options);

        app.MapOpenApi("/openapi/v1.json");
        app.MapMetrics();
        app.MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapCameras();
        api.MapPeople();
        api.MapEnrolment();
        api.MapSightings();
        api.MapSightingSearch();
        api.MapDecisions();
        api.MapTrackNaming();
        api.MapTrackPictures();
        api.MapExplanations();
        api.MapEvents();
        api.MapDemonstration();
        api.MapConfiguration();
        api.MapConfigurationEditor();
        api.MapStatus();
        api.MapTrends();
        api.MapLog();
        api.MapFalseAlarms();
        api.MapLive();
        return app;
    }

    /// <summary>Goes on counting where an earlier run left off, as far as its sightings are kept.</summary>
    private static void CountTraffic(this WebApplication app)
    {
        var (traffic, hub) = (app.Services.GetRequiredService<Traffic>(), app.Services.GetRequiredService<RecognitionHub>());
        if (app.Services.GetRequiredService<SightingOptions>().Keep)
            traffic.Recall(app.Services.GetRequiredService<SightingService>().Strangers(app.Services.GetRequiredService<TimeProvider>().GetUtcNow() - Traffic.Window));
        hub.Attach(traffic, "traffic");
        hub.Attach(app.Services.GetRequiredService<WinnerScores>(), "scores");
    }

    /// <summary>What stands before every address: headers, words for errors, who may ask, and the pages themselves.</summary>
    internal static void UsePages(this WebApplication app, DashboardOptions options)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(BareStatus.ExplainAsync);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        app.UseMiddleware<RequestGuard>();
        app.UseStaticPages(options.WebRoot);
        app.UseRouting();
        app.UseFallbackPage(options.WebRoot);
        app.UseRequestTimeouts();
    }
}
