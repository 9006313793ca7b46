using System.Diagnostics.Metrics;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Takes one source through the pipeline from its first frame to its last; of a file, nothing is dropped.</summary>
/// <param name="networks">Used by one source at a time.</param>
/// <param name="gallery">Whose people are named.</param>
/// <param name="options">How recognition works.</param>
/// <param name="meters">Where numbers go.</param>
internal sealed class Analyzer(Networks networks, GalleryService gallery, RecognizerOptions options, IMeterFactory meters)
{
    private readonly IngestMetrics _ingest = new(meters);
    private readonly RecognizerMetrics _metrics = new(meters);

    /// <summary>Reads a source to its end. <paramref name="stop"/> ends the reading; what was read is recognised.</summary>
    /// <param name="camera">What to read and how.</param>
    /// <param name="makeSink">Makes the taker of the results, for the session that is read.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <param name="open">Makes the source; left out, it is made as the options say.</param>
    /// <returns>The counters, and what was wrong with the source.</returns>
    public async Task<Reading> RunAsync(CameraOptions camera, Func<CameraSession, IRecognitionSink> makeSink, CancellationToken stop, Func<IFrameSource>? open = null)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var failing = new CancellationTokenSource();
        await using var session = new CameraSession(camera, _ingest, NullLogger<CameraSession>.Instance, TimeProvider.System, open);
        var mux = new FrameMux(_ingest, batchSize: 1, window: TimeSpan.Zero);
        var (hub, search) = (new RecognitionHub(_metrics), FaceSearch.Of(camera));
        using var attached = hub.Attach(makeSink(session), "analysis", vital: true);      // a full disk ends the command
        var pipeline = PipelineParts.Assemble(networks, gallery, options, mux, _ => search, hub, meters, _ingest, _metrics);

        // A camera would be tried again for ever; here its first loss is its end.
        string? lost = null;
        session.StatusChanged += changed =>
        {
            if (changed.Status is not { State: CameraState.Backoff or CameraState.Unauthorized } status)
                return;
            lost = status.Reason;
            reading.Cancel();
        };

        mux.Add(session);
        mux.Complete();
        var decoding = session.RunAsync(reading.Token);
        var gathering = mux.RunAsync(failing.Token);
        try
        {
            await pipeline.RunAsync(failing.Token);
        }
        catch
        {
            await reading.CancelAsync();
            await failing.CancelAsync();
            throw;
        }
        finally
        {
            await Task.WhenAll(gathering, decoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var fault = decoding.Exception?.InnerException;
        return fault is null or SourceException
            ? new(session.Counters, session.Info, session.Damage, fault?.Message ?? lost, (fault as SourceException)?.Fault)
            : throw fault;
    }
}

/// <summary>What became of a source's pictures.</summary>
/// <param name="Counters">Exactly.</param>
/// <param name="Info">What it is; null when it could not be opened.</param>
/// <param name="Damage">What of it is missing or broken.</param>
/// <param name="Error">Why it could not be read, or not any further.</param>
/// <param name="Fault">The kind of <paramref name="Error"/>, for a file.</param>
internal sealed record Reading(CameraCounters Counters, SourceInfo? Info, string? Damage, string? Error, SourceFault? Fault);
