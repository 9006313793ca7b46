using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Tracking;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Configuration;

/// <summary>The whole of <c>facestream.yaml</c>: a property per section, in <c>snake_case</c> there.</summary>
internal sealed class FaceStreamOptions
{
    /// <summary>What is watched.</summary>
    public IReadOnlyList<CameraOptions> Cameras { get; init; } = [];

    /// <summary>The people.</summary>
    public GalleryOptions Gallery { get; init; } = new();

    /// <summary>What is remembered of those who were seen.</summary>
    public SightingOptions Sightings { get; init; } = new();

    /// <summary>Detectors and embedders.</summary>
    public ModelsOptions Models { get; init; } = new();

    /// <summary>What the networks run on.</summary>
    public InferenceOptions Inference { get; init; } = new();

    /// <summary>How sure the detector must be.</summary>
    public MtcnnOptions Detector { get; init; } = new();

    /// <summary>How often whole pictures are searched.</summary>
    public DetectionOptions Detection { get; init; } = new();

    /// <summary>How faces are followed.</summary>
    public TrackerOptions Tracker { get; init; } = new();

    /// <summary>Which looks are embedded.</summary>
    public LookOptions Looks { get; init; } = new();

    /// <summary>How sure a name must be.</summary>
    public IdentificationOptions Identification { get; init; } = new();

    /// <summary>Which pictures are enrolled.</summary>
    public EnrolmentOptions Enrolment { get; init; } = new();

    /// <summary>The web page, its API and the metrics.</summary>
    public DashboardOptions Dashboard { get; init; } = new();

    /// <summary>What is written to standard error.</summary>
    public LoggingOptions Logging { get; init; } = new();

    /// <summary>The sections that are the recognizer's, as it takes them.</summary>
    public RecognizerOptions Recognizer => new()
    {
        Embedder = Models.Embedder,
        Inference = Inference,
        Detector = Detector,
        Detection = Detection,
        Tracker = Tracker,
        Looks = Looks,
        Identification = Identification,
        Enrolment = Enrolment,
    };

    /// <summary>Where those who were seen are remembered: as configured, else beside the people that they are taken for.</summary>
    public string SightingsBeside(string gallery) => Sightings.Path ?? System.IO.Path.ChangeExtension(gallery, ".sightings.db");
}

/// <summary>Where the people are kept.</summary>
internal sealed class GalleryOptions
{
    /// <summary>The database file; made when it is not there. Default: <c>state/gallery.db</c>.</summary>
    public string? Path { get; init; }
}

/// <summary>Where the models are kept.</summary>
internal sealed class ModelsOptions
{
    /// <summary>A folder with a folder per model. Default: <c>models</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>The embedder's id. People are enrolled with one embedder and found with the same: after a change, <c>facestream people re-embed</c>.</summary>
    public string Embedder { get; init; } = new RecognizerOptions().Embedder;
}

/// <summary>What is written to standard error.</summary>
internal sealed class LoggingOptions
{
    /// <summary>The least important kind of line that is written to standard error. The status page has at least “information”.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
