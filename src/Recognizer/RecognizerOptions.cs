using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer;

/// <summary>How recognition works: one part for each of its steps.</summary>
public sealed record RecognizerOptions
{
    /// <summary>The embedder's model id.</summary>
    public string Embedder { get; init; } = "mobilefacenet-dlib-320";

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

    /// <summary>When a track gets a name.</summary>
    public IdentificationOptions Identification { get; init; } = new();

    /// <summary>Which pictures are enrolled.</summary>
    public EnrolmentOptions Enrolment { get; init; } = new();
}
