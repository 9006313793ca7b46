using System.Net;
using System.Text.Json.Serialization;
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
using FaceStream.Dashboard.Service;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Status.Storage;
using FaceStream.Dashboard.Status.Trends;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Packets;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceStream.Dashboard;

/// <summary>The parts of the dashboard.</summary>
public static class DashboardServices
{
    /// <summary>
    /// Adds them. The host adds what they show: the <see cref="RecognitionHub"/>, its <see cref="ExplanationBook"/>, an <see cref="ICameraBoard"/> and an
    /// <see cref="IEngine"/>, the <see cref="GalleryService"/> with its metrics, the <see cref="SightingService"/>, an <see cref="EnrolmentDesk"/>,
    /// an <see cref="AlarmForecast"/>, and <see cref="IdentificationOptions"/> and <see cref="SightingOptions"/> where they are not the usual ones.
    /// </summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, DashboardOptions options)
    {
        services.AddPages(options);
        services.TryAddSingleton<IdentificationOptions>();
        services.TryAddSingleton<SightingOptions>();
        services.TryAddSingleton<IDemonstration, NoDemonstration>();
        services.TryAddSingleton<IConfigurationEditor, NoConfigurationFile>();
        services.TryAddSingleton<IConfigurationBoard>(new ConfigurationBoard(() => new("", [], [])));
        services.AddSingleton<Secrets>().AddSingleton<LogBook>().AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogBook>());
        services.AddSingleton<MetricRegistry>();
        services.AddSingleton<ProcessMetrics>();
        services.AddSingleton<CameraMetrics>();
        services.AddSingleton<ReloadMetrics>();
        services.AddSingleton<Measurements>();
        services.AddSingleton<StorageBook>();
        services.AddSingleton<TrendBook>().AddHostedService(provider => provider.GetRequiredService<TrendBook>());
        services.AddSingleton<CameraBook>();
        services.AddSingleton<CameraNews>();
        services.TryAddSingleton(new CameraHistoryFile(null));
        services.AddSingleton<CameraHistory>().AddHostedService(provider => provider.GetRequiredService<CameraHistory>());
        services.AddSingleton<CameraTrials>();
        services.TryAddSingleton<ICameraKeeper, FixedCameras>();
        services.AddSingleton<DeskQueue>();
        services.AddHostedService<OlderTemplates>();
        services.AddSingleton<TracksInView>();
        services.AddSingleton<TrackNaming>();
        services.AddSingleton<NamedLooks>();
        services.AddSingleton<SightingNaming>();
        services.AddHostedService<CutOffWords>();
        services.AddSingleton<Resemblances>();
        services.AddSingleton<SightingExport>();
        services.AddSingleton<SightingSearch>();
        services.AddSingleton<SightingErasure>();
        services.AddSingleton<Explanations>();
        services.AddSingleton<Traffic>();
        services.AddSingleton<WinnerScores>();
        services.AddSingleton<FalseAlarmBook>();
        services.AddSingleton<FalseAlarmMetrics>();
        services.AddSingleton(provider => new Lazy<FalseAlarmBook>(provider.GetRequiredService<FalseAlarmBook>));
        services.AddSingleton<Newsroom>();
        services.AddSingleton<ReaderSeats>();
        services.AddSingleton<ViewerSeats>();
        services.AddSingleton<PacketTap>();
        services.AddSingleton<LiveEncoder>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<IReadinessCheck, ModelsReady>();
        services.AddSingleton<IReadinessCheck, GalleryReady>();
        services.AddSingleton<IReadinessCheck, SightingsReady>();
        services.AddSingleton<IReadinessCheck, CamerasReady>();

        services.AddOpenApi("v1", api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "FaceStream";
            document.Info.Version = "v1";
            document.Info.Description = "Cameras, people and live recognition. Errors are application/problem+json with a stable type.";
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <summary>Where it listens, and how it answers: all that the pages need.</summary>
    internal static IServiceCollection AddPages(this IServiceCollection services, DashboardOptions options)
    {
        var address = ListenAddress.Parse(options.Listen);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<KestrelServerOptions>(kestrel => Configure(kestrel, address));
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, DashboardJson.Default);
            // A number in quotes is not a number; and the API's description says "integer" and not "integer or string".
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // What is left out is not null: {} is no word on who somebody was.
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(60),
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
            WriteTimeoutResponse = context =>
                Problem.Of(StatusCodes.Status504GatewayTimeout, "timeout", "The answer took more than a minute; try again with less.").ExecuteAsync(context),
        });
        return services;
    }

    private static void Configure(KestrelServerOptions kestrel, ListenAddress address)
    {
        kestrel.AddServerHeader = false;
        // Endpoints that take pictures allow themselves more.
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        if (address.Host == "*")
            kestrel.ListenAnyIP(address.Port);
        else if (address.Host == "localhost" && address.Port != 0)
            kestrel.ListenLocalhost(address.Port);
        else
            kestrel.Listen(address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address.Host), address.Port);
    }
}
