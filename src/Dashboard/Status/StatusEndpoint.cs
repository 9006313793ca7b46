using System.Diagnostics;
using FaceStream.Dashboard.Health;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Metrics;
using FaceStream.Dashboard.Status.Storage;
using FaceStream.Dashboard.Status.Trends;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Status;

/// <summary><c>/api/v1/status</c> and <c>/api/v1/trends</c>.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder routes) => routes
        .MapGet("/status", (IEngine engine, GalleryService gallery, SightingService sightings, Measurements measured, LiveHub hub, StorageBook storage, IEnumerable<IReadinessCheck> checks, ILogger<HealthView> log) =>
            TypedResults.Ok(Look(engine, gallery, measured, hub, HealthEndpoints.Look(checks, log), sightings.Waiting, storage.Read())))
        .WithName("getStatus").WithTags("Status").WithSummary("Version, device, models, stage times, gallery, memory and storage.");

    public static void MapTrends(this IEndpointRouteBuilder routes) => routes
        .MapGet("/trends", (TrendBook trends) => TypedResults.Ok(trends.Read()))
        .WithName("getTrends").WithTags("Status").WithSummary("The last five minutes in steps of five seconds: the time of each stage, and each camera's rates, losses by reason and latency.");

    private static StatusView Look(
        IEngine engine, GalleryService gallery, Measurements measured, LiveHub hub, IReadOnlyList<HealthCheckView> checks, int sightingsWaiting, StorageView storage)
    {
        using var process = Process.GetCurrentProcess();
        var running = engine.Read();
        return new(
            ProcessMetrics.Version, Math.Round((DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds, 1), running.Device, running.Models,
            measured.Stages(), Look(gallery, [.. running.Models.Select(model => model.Id)]), measured.Recognitions, Math.Round(Environment.WorkingSet / 1048576.0, 1), hub.Viewers,
            checks, sightingsWaiting, running.SearchStretch, storage);
    }

    private static GalleryView Look(GalleryService gallery, IReadOnlyCollection<string> models) =>
        new(gallery.People.Count, models.Sum(model => gallery.Snapshot(model).TemplateCount), gallery.Unembedded(models).Count);
}
