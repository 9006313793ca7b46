using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.FalseAlarms;
using FaceStream.Dashboard.Logs;
using FaceStream.Dashboard.People;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Status;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Packets;
using Microsoft.Extensions.Logging.Console;

namespace FaceStream.Dashboard.Service;

/// <summary>What <c>run</c> and <c>demo</c> are: cameras, recognition, people and the dashboard in one process.</summary>
internal sealed class FaceStreamService : IAsyncDisposable
{
    // Streams of the live page end when they are told; whoever does not listen is cut off.
    private static readonly TimeSpan WebPatience = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;
    private readonly Networks _watching;
    private readonly Networks _enrolling;
    private readonly CameraCrew _crew;
    private readonly RecognitionPipeline _pipeline;
    private readonly SightingRecorder _recorder;
    private readonly FaceStreamOptions _options;
    private readonly SearchStretch _stretch;

    private ICameraKeeper _keeper = new FixedCameras();
    private IDemonstration _demonstration = new NoDemonstration();
    private IConfigurationEditor _editor = new NoConfigurationFile();
    private string _file = ConfigurationFile.Name;

    /// <summary>Loads the models and opens the gallery; nothing is read and nobody is served before <see cref="RunAsync"/>.</summary>
    /// <param name="options">The checked configuration.</param>
    /// <param name="gallery">The people's database.</param>
    /// <param name="models">Where the models are.</param>
    public FaceStreamService(FaceStreamOptions options, string gallery, ModelStore models)
    {
        (_options, _stretch) = (options, new SearchStretch(options.Detection, TimeProvider.System));
        var builder = Builder(options.Logging.Level);
        var services = builder.Services;
        services.AddSingleton<IngestMetrics>().AddSingleton<RecognizerMetrics>().AddSingleton<GalleryMetrics>();
        services.AddSingleton(provider => GalleryService.Open(gallery, provider.GetRequiredService<GalleryMetrics>(), TimeProvider.System));
        services.AddSingleton<SightingMetrics>();
        services.AddSingleton(options.Identification).AddSingleton(options.Sightings);
        services.AddSingleton(provider => new AlarmForecast(
            new(_watching!.Calibration), () => provider.GetRequiredService<GalleryService>().Snapshot(_watching!.Embedder.Id)));
        services.AddSingleton(provider => SightingService.Open(
            options.SightingsBeside(gallery), options.Sightings, provider.GetRequiredService<SightingMetrics>(), TimeProvider.System));
        services.AddSingleton<RecognitionHub>().AddSingleton(_ => new ExplanationBook(options.Sightings.Keep ? ExplanationBook.UsualRoom : 0));
        services.AddSingleton<ICameraBoard>(_ => new SessionBoard(() => _crew!.Sessions));
        services.AddSingleton(_ => _keeper).AddSingleton(_ => _demonstration).AddSingleton(_ => _editor);
        services.AddSingleton<IConfigurationBoard>(_ => new ConfigurationBoard(() => EffectiveConfiguration.Of(_file, options, _crew!.Sessions.Select(session => session.Options))));
        services.AddSingleton(provider => new CameraHistoryFile(Path.ChangeExtension(gallery, ".cameras.jsonl"), provider.GetRequiredService<ILogger<CameraHistoryFile>>()));
        services.AddSingleton<IEngine>(_ => new NetworksEngine(_watching!, _stretch));
        services.AddSingleton(provider => new EnrolmentDesk(
            new PortraitFinder(_enrolling!.Detector), _enrolling.Embedder, _enrolling.Calibration, provider.GetRequiredService<GalleryService>(), options.Enrolment));
        services.AddDashboard(options.Dashboard);
        _app = builder.Build();
        _app.MapDashboard();

        // The desk's networks have tensors of their own, so that enrolling never waits for a stage, nor a stage for it; one core at a time is enough for it.
        var (meters, logs) = (_app.Services.GetRequiredService<IMeterFactory>(), _app.Services.GetRequiredService<ILoggerFactory>());
        var log = logs.CreateLogger<Networks>();
        _watching = Networks.Load(models, options.Recognizer, InferenceDevice.Select(options.Inference, log), log);
        _enrolling = _watching.Beside(models, options.Recognizer with { Inference = options.Inference with { Threads = 1 } }, log);
        // What the networks' files were read into is garbage now; once, before pictures come, the heap is made small.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        Hub.Attach(_recorder = new(
            options.Sightings.Keep ? _app.Services.GetRequiredService<SightingService>() : null, options.Sightings, _app.Services.GetRequiredService<TracksInView>(),
            _app.Services.GetRequiredService<ExplanationBook>()), "sightings");
        var ingest = _app.Services.GetRequiredService<IngestMetrics>();
        _crew = new CameraCrew(options.Cameras, ingest, _app.Services.GetRequiredService<PacketTap>(), _app.Services.GetRequiredService<Secrets>(), logs);
        Hub.Attach(new UndecidedFaces(_crew.Frames.Prefer), "order");
        _pipeline = PipelineParts.Assemble(
            _watching, Gallery, options.Recognizer, _crew.Frames, _crew.Search, Hub, meters, ingest, _app.Services.GetRequiredService<RecognizerMetrics>(),
            _app.Services.GetRequiredService<ExplanationBook>(), _app.Services.GetRequiredService<Traffic>().StrangersADay, _stretch);
    }

    /// <summary>The people.</summary>
    public GalleryService Gallery => _app.Services.GetRequiredService<GalleryService>();

    /// <summary>Where pictures become templates.</summary>
    public EnrolmentDesk Desk => _app.Services.GetRequiredService<EnrolmentDesk>();

    /// <summary>Where results come out.</summary>
    public RecognitionHub Hub => _app.Services.GetRequiredService<RecognitionHub>();

    /// <summary>The cameras.</summary>
    public CameraCrew Cameras => _crew;

    /// <summary>Lets the cameras be changed while they run: by reading the configuration again, and through the API, which writes it.</summary>
    /// <param name="path">The configuration's file.</param>
    /// <param name="read">Reads and checks it anew.</param>
    /// <param name="insecure">It may listen where other machines reach it.</param>
    /// <returns>What reads it again and does what it says.</returns>
    public Reload Configure(string path, Func<FaceStreamOptions> read, bool insecure)
    {
        var reload = new Reload(read, _options, _crew, _app.Services.GetRequiredService<ReloadMetrics>(), _app.Services.GetRequiredService<ILogger<Reload>>());
        var cameras = new ConfiguredCameras(path, ConfigurationFile.Environment(), () => _crew.Sessions.Select(session => session.Options), reload.RunAsync);
        (_keeper, _demonstration) = (cameras, new Demonstration(new SampleFootage(Home.Find()), cameras, Desk, Gallery));
        _file = Path.GetFileName(path);
        _editor = new ConfigurationEditor(path, ConfigurationFile.Environment(), insecure, _options, reload.RunAsync, Home.Find());
        return reload;
    }

    /// <summary>Serves and recognises until <paramref name="stop"/>, then finishes what was begun.</summary>
    /// <param name="serving">Told the dashboard's address once it answers.</param>
    /// <param name="stop">Ctrl-C, SIGTERM, or the end of the time that was asked for.</param>
    public async Task RunAsync(Action<Uri> serving, CancellationToken stop)
    {
        if (UnembeddedPeople.Words(Gallery, _watching.Embedder.Id) is { } unembedded)
            _app.Services.GetRequiredService<ILogger<GalleryService>>().LogWarning("{Words}", unembedded);
        var warm = Task.Run(() => WarmUp(stop), CancellationToken.None);
        try
        {
            serving(await _app.StartDashboardAsync(stop));
        }
        finally
        {
            await warm; // before the networks have pictures to look at, or are disposed
        }

        // With TensorRT it is minutes: whoever waits for a picture sees why there was none.
        _app.Services.GetRequiredService<ILogger<Networks>>().LogInformation("Networks were warmed up in {Seconds:0.00} s; cameras are opened now", (await warm).TotalSeconds);
        try
        {
            await _crew.RunAsync(_pipeline, stop);
        }
        finally
        {
            using var patience = new CancellationTokenSource(WebPatience);
            await _app.StopAsync(patience.Token);
        }
    }

    private TimeSpan WarmUp(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        _watching.WarmUp(stop);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _crew.DisposeAsync();
        _recorder.Dispose();
        await _app.DisposeAsync();
        _enrolling.Dispose();
        _watching.Dispose();
    }

    /// <summary>A web application that is configured by nothing but our own file, and logs to standard error.</summary>
    internal static WebApplicationBuilder Builder(LogLevel level)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // The log on the status page tells what happens, however quiet the terminal is.
        var told = level < LogLevel.Information ? level : LogLevel.Information;
        // facestream.yaml is the configuration; ASP.NET's own files and variables would be a second one.
        builder.Configuration.Sources.Clear();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<IHostLifetime, StoppedFromOutside>();
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter((provider, category, severity) => severity >= Least(provider == typeof(ConsoleLoggerProvider).FullName ? level : told, category!));
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private static LogLevel Least(LogLevel asked, string category) => category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)
        ? LogLevel.None     // its page of stack trace is one sentence of ours
        : category.StartsWith("Microsoft", StringComparison.Ordinal) && asked < LogLevel.Warning ? LogLevel.Warning : asked;

    /// <summary>Signals are the command line's; the host would stop the web before the cameras.</summary>
    private sealed class StoppedFromOutside : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
