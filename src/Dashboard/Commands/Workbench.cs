using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Commands;

/// <summary>What a command works with, each part opened when it is first asked for.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Invocation _call;
    private readonly Lazy<FaceStreamOptions> _options;
    private readonly Lazy<GalleryService> _gallery;
    private readonly Lazy<SightingService> _sightings;
    private readonly Lazy<ModelStore> _models;
    private readonly Lazy<Networks> _networks;
    private readonly Lazy<EnrolmentDesk> _desk;

    /// <summary>For one call.</summary>
    /// <param name="call">Its <c>--config</c> and <c>--gallery</c> are heeded.</param>
    /// <param name="cameras">It opens the configured cameras, so their secrets must be there.</param>
    /// <param name="enrols">It may make the gallery; another would only turn a mistyped path into an empty one.</param>
    public Workbench(Invocation call, bool cameras = false, bool enrols = false)
    {
        _call = call;
        var file = call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home);
        ReadAgain = () => ConfigurationFile.Load(file, ConfigurationFile.Environment(), cameras);
        _options = new(ReadAgain);
        _gallery = new(() =>
        {
            var path = call.Get(Common.Gallery);
            if (path is not null && !enrols && !File.Exists(path))
                throw new CommandFailure(ExitCode.NotFound, $"There is no gallery {path}.", "facestream enroll makes one.");
            return GalleryService.Open(GalleryPath, new GalleryMetrics(Meters), TimeProvider.System);
        });
        _sightings = new(() => SightingService.Open(SightingsPath, Options.Sightings, new SightingMetrics(Meters), TimeProvider.System));
        _models = new(() => call.Home.OpenModels(Options));
        _networks = new(LoadNetworks);
        _desk = new(() => new EnrolmentDesk(
            new PortraitFinder(Networks.Detector), Networks.Embedder, Calibration, Gallery, Options.Enrolment));
    }

    /// <summary>Reads the configuration as it is now; others keep what they have.</summary>
    public Func<FaceStreamOptions> ReadAgain { get; }

    /// <summary>The configuration that applies.</summary>
    public FaceStreamOptions Options => _options.Value;

    /// <summary>Where the people are kept.</summary>
    public string GalleryPath => _call.Get(Common.Gallery) ?? Options.Gallery.Path ?? _call.Home.Gallery;

    /// <summary>The people.</summary>
    public GalleryService Gallery => _gallery.Value;

    /// <summary>Who was seen; a failure when no service has recorded anybody yet.</summary>
    public SightingService Sightings => SightingsIfAny ?? throw new CommandFailure(
        ExitCode.NotFound, $"Nobody was recorded yet: there is no {SightingsPath}.", "facestream run makes it, unless sightings.keep is false.");

    /// <summary>Who was seen, or null when no service has recorded anybody yet.</summary>
    public SightingService? SightingsIfAny => File.Exists(SightingsPath) ? _sightings.Value : null;

    private string SightingsPath => Options.SightingsBeside(GalleryPath);

    /// <summary>Detectors and embedders.</summary>
    public ModelStore Models => _models.Value;

    /// <summary>Detector and embedder, loaded.</summary>
    public Networks Networks => _networks.Value;

    /// <summary>What a similarity of the embedder means.</summary>
    public SimilarityCalibration Calibration => Networks.Calibration;

    /// <summary>Where pictures become templates.</summary>
    public EnrolmentDesk Desk => _desk.Value;

    /// <summary>Where instruments live.</summary>
    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    private Networks LoadNetworks()
    {
        var networks = Networks.Load(Models, Options.Recognizer, InferenceDevice.Select(Options.Inference));
        // Where no GPU is, none is missed; one that is broken is.
        if (networks.Device.Fallback is { IsBroken: true } broken)
            _call.Terminal.Say($"Networks run on the CPU: {broken.Words}");
        return networks;
    }

    /// <summary>Says who is enrolled and cannot be recognised.</summary>
    public void TellUnembedded() => TellUnembedded(Networks.Embedder.Id);

    /// <summary>The same for an embedder that need not be loaded.</summary>
    public void TellUnembedded(string embedder)
    {
        if (UnembeddedPeople.Words(Gallery, embedder) is { } words)
            _call.Terminal.Say(words);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_desk.IsValueCreated)
            _desk.Value.Dispose();
        if (_networks.IsValueCreated)
            _networks.Value.Dispose();
        if (_gallery.IsValueCreated)
            _gallery.Value.Dispose();
        if (_sightings.IsValueCreated)
            _sightings.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _services.Dispose();
    }
}
