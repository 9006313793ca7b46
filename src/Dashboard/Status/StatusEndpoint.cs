using System.Diagnostics;
using FaceStream.Dashboard.Health;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Metrics;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Status;

/// <summary><c>/api/v1/status</c>.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder routes) => routes
        .MapGet("/status", (IEngine engine, GalleryService gallery, SightingService sightings, Measurements measured, LiveHub hub, IEnumerable<IReadinessCheck> checks, ILogger<HealthView> log) =>
            TypedResults.Ok(Look(engine, gallery, measured, hub, HealthEndpoints.Look(checks, log), sightings.Waiting)))
        .WithName("getStatus").WithTags("Status").WithSummary("Version, device, models, stage times, gallery and memory.");

    private static StatusView Look(
        IEngine engine, GalleryService gallery, Measurements measured, LiveHub hub, IReadOnlyList<HealthCheckView> checks, int sightingsWaiting)
    {
        using var process = Process.GetCurrentProcess();
        var running = engine.Read();
        return new(
            ProcessMetrics.Version, Math.Round((DateTime.Now - process.StartTime).TotalSeconds, 1), running.Device, running.Models,
            measured.Stages(), new GalleryView(gallery.People.Count, running.Models.Sum(model => gallery.Snapshot(model.Id).TemplateCount)), measured.Recognitions, Math.Round(Environment.WorkingSet / 1048576.0, 1), hub.Viewers,
            checks, sightingsWaiting);
    }
}
