using System.Diagnostics.Metrics;
using FaceStream.Gallery;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Quality;
using FaceStream.Recognizer.Tracking;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>Puts a <see cref="RecognitionPipeline"/> together.</summary>
public static class PipelineParts
{
    /// <summary>Makes the steps with the memory they need. A pipeline is run once.</summary>
    /// <param name="networks">Used by this pipeline alone.</param>
    /// <param name="gallery">Whose people are named.</param>
    /// <param name="options">How recognition works.</param>
    /// <param name="cameras">Gives the frames.</param>
    /// <param name="search">What is looked for in a camera's pictures.</param>
    /// <param name="hub">Takes the results.</param>
    /// <param name="meters">Where numbers go.</param>
    /// <param name="ingest">The metrics of streams and stages.</param>
    /// <param name="metrics">The metrics of recognition.</param>
    /// <param name="book">Where decisions are explained; left out, nobody asks.</param>
    /// <param name="strangersADay">How many strangers pass a camera; left out, as many as the options assume.</param>
    /// <param name="stretch">Makes searches of live cameras rarer under load; left out, load changes nothing.</param>
    public static RecognitionPipeline Assemble(
        Networks networks, GalleryService gallery, RecognizerOptions options, FrameMux cameras, Func<string, FaceSearch> search,
        RecognitionHub hub, IMeterFactory meters, IngestMetrics ingest, RecognizerMetrics metrics, ExplanationBook? book = null,
        Func<string, double>? strangersADay = null, SearchStretch? stretch = null)
    {
        var (embedder, manifest) = (networks.Embedder, networks.Manifest);
        foreach (var model in networks.Models)
            metrics.ModelLoaded(model.Id, model.Sha256 ?? "", networks.Device.Used.ToString().ToLowerInvariant());
        metrics.DeviceChosen(networks.Device.Asked.ToString().ToLowerInvariant(), networks.Device.Used.ToString().ToLowerInvariant(), networks.Device.Name, networks.Device.Fallback?.Code ?? "");

        return new RecognitionPipeline(
            cameras,
            new FaceDetector(networks.Detector, search, options.Detection, new DetectionMetrics(meters, () => stretch?.Factor ?? 1), stretch),
            new FaceTracker(options.Tracker, metrics),
            new FaceEmbedder(embedder, new QualityMeter(), options.Looks, metrics),
            new FaceIdentifier(
                () => gallery.Snapshot(embedder.Id), new ScoreModel(networks.Calibration, manifest.Id, manifest.Sha256 ?? ""), options.Identification, metrics, book,
                strangersADay),
            hub,
            ingest);
    }
}
