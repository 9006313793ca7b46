using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Tracking;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>What happens to a frame, top to bottom.</summary>
public sealed class RecognitionPipeline(
    FrameMux cameras, FaceDetector detector, FaceTracker tracker, FaceEmbedder embedder,
    FaceIdentifier identifier, RecognitionHub hub, IngestMetrics metrics)
{
    /// <summary>Runs until every camera has ended, or <paramref name="cancel"/>.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var flow = new Flow(metrics, cancel);
        await flow
            .From(cameras.Batches)          // FrameBatch   the newest frame of each camera that has one
            .Then("detect", detector)       // Detected     + boxes and five landmarks
            .Then("track", tracker)         // Tracked      + which box follows which
            .Then("embed", embedder)        // Embedded     + quality, and vectors for the faces worth the time
            .Then("identify", identifier)   // Recognised   + names, by the evidence gathered along each track
            .Into(hub.Publish)              //              dashboard, records, metrics; lets the frames go
            .RunAsync().ConfigureAwait(false);
    }
}
