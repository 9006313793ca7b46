using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>Where results leave the pipeline: to the dashboard, to files, to whoever attaches.</summary>
/// <param name="metrics">Counts what is published, and what sinks throw at.</param>
/// <param name="log">Told of sinks that fail; left out, nobody is.</param>
/// <param name="time">Clock for the pauses between such lines.</param>
public sealed class RecognitionHub(RecognizerMetrics metrics, ILogger<RecognitionHub>? log = null, TimeProvider? time = null)
{
    private readonly Lock _changing = new();
    private AttachedSink[] _sinks = [];

    /// <summary>Adds a sink until the returned handle is disposed.</summary>
    /// <param name="sink">Who is told.</param>
    /// <param name="name">Its word in metrics, from a short list: <c>sightings</c>.</param>
    /// <param name="vital">What it throws ends the pipeline, as where a command writes its only output; else it is counted and logged, and the others are told.</param>
    public IDisposable Attach(IRecognitionSink sink, string name, bool vital = false)
    {
        var attached = new AttachedSink(sink, name, vital, metrics, log ?? NullLogger<RecognitionHub>.Instance, time ?? TimeProvider.System);
        metrics.SinkAttached(name);
        lock (_changing)
            _sinks = [.. _sinks, attached];
        return new Attachment(this, attached);
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
                    sink.Tell(track, static (to, over) => to.TrackEnded(over));
            }

            for (var i = 0; i < recognised.Results.Length; i++)
            {
                metrics.FrameProcessed(recognised.Results[i].Frame.Camera, recognised.Results[i].Frame.Arrived);
                foreach (var sink in sinks)
                    sink.Tell((Frame: recognised.Batch.Frames[i], Result: recognised.Results[i]), static (to, done) => to.FrameRecognised(done.Frame, done.Result));
            }
        }
    }

    private void Detach(AttachedSink sink)
    {
        lock (_changing)
            _sinks = [.. _sinks.Where(other => other != sink)];
    }

    private sealed class Attachment(RecognitionHub hub, AttachedSink sink) : IDisposable
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
