using System.Diagnostics.Metrics;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Counts the work that a pipeline does, from its own instruments.</summary>
internal sealed class WorkCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _frames, _searches, _follows, _embeddings;

    /// <summary>Listens to the meters of <paramref name="meters"/>.</summary>
    public WorkCount(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name is "facestream.detections" or "facestream.embeddings" or "facestream.frames.processed" && ReferenceEquals(instrument.Meter.Scope, meters))
                listening.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Interlocked.Add(ref Counter(instrument.Name, tags), count));
        _listener.Start();
    }

    /// <summary>Pictures that went through.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>Pictures that were searched whole.</summary>
    public long Searches => Interlocked.Read(ref _searches);

    /// <summary>Pictures whose known faces were followed only.</summary>
    public long Follows => Interlocked.Read(ref _follows);

    /// <summary>Faces that were embedded.</summary>
    public long Embeddings => Interlocked.Read(ref _embeddings);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private ref long Counter(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (name == "facestream.embeddings")
            return ref _embeddings;
        if (name == "facestream.frames.processed")
            return ref _frames;
        return ref (string)tags[0].Value! == "full" ? ref _searches : ref _follows;
    }
}
