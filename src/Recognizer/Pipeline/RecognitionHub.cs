using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>Where results leave the pipeline: to the dashboard, to files, to whoever attaches.</summary>
/// <param name="metrics">Counts what is published.</param>
public sealed class RecognitionHub(RecognizerMetrics metrics)
{
    private readonly Lock _changing = new();
    private IRecognitionSink[] _sinks = [];

    /// <summary>Adds a sink until the returned handle is disposed.</summary>
    public IDisposable Attach(IRecognitionSink sink)
    {
        lock (_changing)
            _sinks = [.. _sinks, sink];
        return new Attachment(this, sink);
    }

    /// <summary>Hands a batch's results to every sink, in order, then lets its frames go.</summary>
    public void Publish(Recognised recognised)
    {
        using (recognised)
        {
            var sinks = Volatile.Read(ref _sinks);
            foreach (var track in recognised.Ended)
            {
                foreach (var sink in sinks)
                    sink.TrackEnded(track);
            }

            for (var i = 0; i < recognised.Results.Length; i++)
            {
                metrics.FrameProcessed(recognised.Results[i].Frame.Camera, recognised.Results[i].Frame.Arrived);
                foreach (var sink in sinks)
                    sink.FrameRecognised(recognised.Batch.Frames[i], recognised.Results[i]);
            }
        }
    }

    private void Detach(IRecognitionSink sink)
    {
        lock (_changing)
            _sinks = [.. _sinks.Where(other => other != sink)];
    }

    private sealed class Attachment(RecognitionHub hub, IRecognitionSink sink) : IDisposable
    {
        public void Dispose() => hub.Detach(sink);
    }
}

/// <summary>Somebody who is told of results. Called from the pipeline's last loop: be quick, or hand over to a queue.</summary>
public interface IRecognitionSink
{
    /// <summary>A frame is done. The frame is on loan until this returns; <see cref="Frame.Share"/> keeps it longer.</summary>
    void FrameRecognised(Frame frame, FrameResult result);

    /// <summary>A track is over.</summary>
    void TrackEnded(TrackSummary track);
}
