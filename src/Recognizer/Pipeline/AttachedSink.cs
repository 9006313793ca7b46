using Microsoft.Extensions.Logging;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>A sink that cannot end the pipeline, unless it is vital. What it throws is counted, and logged at once, then once a minute with how often.</summary>
/// <param name="sink">Who is told.</param>
/// <param name="name">Its word in metrics.</param>
/// <param name="vital">Without it there is no sense in going on: what it throws is thrown on.</param>
/// <param name="metrics">Counts failures.</param>
/// <param name="log">Told of failures.</param>
/// <param name="time">Clock for the pauses between lines.</param>
internal sealed class AttachedSink(IRecognitionSink sink, string name, bool vital, RecognizerMetrics metrics, ILogger log, TimeProvider time)
{
    // As of frames that are lost: a failure of hours must not push all else out of the log.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _failures;     // since the last line
    private long? _told;

    /// <summary>Tells the sink something.</summary>
    public void Tell<T>(T news, Action<IRecognitionSink, T> tell)
    {
        try
        {
            tell(sink, news);
        }
        catch (Exception e) when (!vital)
        {
            Note(e);
        }
    }

    private void Note(Exception failure)
    {
        metrics.SinkFailed(name);
        _failures++;
        if (_told is { } told && time.GetElapsedTime(told) < Pause)
            return;
        log.LogError(failure, "{Sink} could not take {Failures} of the results; recognition goes on", sink.GetType().Name, _failures);
        (_told, _failures) = (time.GetTimestamp(), 0);
    }
}
