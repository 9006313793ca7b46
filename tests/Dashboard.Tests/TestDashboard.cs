using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Status;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceStream.Dashboard.Tests;

/// <summary>A whole dashboard on a free port of this machine, with cameras and a feed that the test moves by hand.</summary>
internal sealed class TestDashboard : IAsyncDisposable
{
    private readonly DirectoryInfo _web = Directory.CreateTempSubdirectory("facestream-web-");
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("facestream-state-");
    private readonly WebApplication _app;

    private TestDashboard(TimeSpan? patience, int maxViewers, string listen, Action<IServiceCollection>? add)
    {
        File.WriteAllText(Path.Combine(_web.FullName, "index.html"), "<!doctype html><title>FaceStream</title>");
        Directory.CreateDirectory(Path.Combine(_web.FullName, "assets"));
        File.WriteAllText(Path.Combine(_web.FullName, "assets", "index-4f2a.js"), "console.log('live')");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<RecognizerMetrics>();
        builder.Services.AddSingleton<RecognitionHub>();
        builder.Services.AddSingleton(_ => new ExplanationBook());
        builder.Services.AddSingleton<ICameraBoard>(Cameras);
        builder.Services.AddSingleton<IEngine>(Engine);
        builder.Services.AddSingleton<GalleryMetrics>();
        builder.Services.AddSingleton(services => GalleryService.Open(GalleryPath, services.GetRequiredService<GalleryMetrics>(), TimeProvider.System));
        builder.Services.AddSingleton<SightingMetrics>();
        builder.Services.AddSingleton(services => SightingService.Open(
            Path.Combine(_state.FullName, "sightings.db"), new(), services.GetRequiredService<SightingMetrics>(), TimeProvider.System));
        builder.Services.AddSingleton(services => new AlarmForecast(
            new(HandDesk.Calibration), () => services.GetRequiredService<GalleryService>().Snapshot("test-2")));
        builder.Services.AddDashboard(new DashboardOptions
        {
            Listen = listen, WebRoot = _web.FullName, Hosts = ["cameras.example.org"],
            ViewerPatience = patience ?? TimeSpan.FromSeconds(30), MaxViewers = maxViewers,
        });
        builder.Services.AddSingleton(services => HandDesk.Open(services.GetRequiredService<GalleryService>()));
        add?.Invoke(builder.Services);
        _app = builder.Build().MapDashboard();
        Feed = new HandFeed(_app.Services.GetRequiredService<RecognitionHub>());
    }

    public string GalleryPath => Path.Combine(_state.FullName, "gallery.db");

    public GalleryService Gallery => _app.Services.GetRequiredService<GalleryService>();

    public SightingService Sightings => _app.Services.GetRequiredService<SightingService>();

    public HandFeed Feed { get; }

    public int Viewers => _app.Services.GetRequiredService<LiveHub>().Viewers;

    public HandBoard Cameras { get; } = new();

    public HandEngine Engine { get; } = new();

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>Every address below it with its methods; HEAD, which is GET without a body, is left out.</summary>
    public IReadOnlyList<(string Path, string Method)> Routes =>
    [
        .. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(
            route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method != "HEAD"),
            (route, method) => ("/" + route.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal), method)),
    ];

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public static async Task<TestDashboard> StartAsync(TimeSpan? patience = null, int maxViewers = 100, string listen = "127.0.0.1:0", Action<IServiceCollection>? add = null)
    {
        var dashboard = new TestDashboard(patience, maxViewers, listen, add);
        dashboard.Address = await dashboard._app.StartDashboardAsync(TestContext.Current.CancellationToken);
        dashboard.Http = new HttpClient { BaseAddress = dashboard.Address };
        return dashboard;
    }

    /// <summary>An address with 1 for each of its parameters.</summary>
    public static string Filled(string path) => Regex.Replace(path.Replace("{documentName}", "v1", StringComparison.Ordinal), @"\{[^}]*\}", "1");

    /// <summary>The service is told to stop, as by SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _web.Delete(recursive: true);
        _state.Delete(recursive: true);
    }
}
