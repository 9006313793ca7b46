namespace FaceStream.StreamIngest.Pipeline;

/// <summary>The frames that go through the stages together: at most one of each camera, each camera's in order.</summary>
/// <param name="Frames">Owned by the batch.</param>
/// <param name="Ended">
/// Cameras whose stream (epoch) ended after their last frame: trackers close their tracks.
/// A batch may hold nothing else.
/// </param>
public sealed record FrameBatch(IReadOnlyList<Frame> Frames, IReadOnlyList<string> Ended) : IDisposable
{
    /// <summary>When it was complete, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>: whoever takes it much later was busy.</summary>
    public long Gathered { get; init; }

    /// <summary>Pictures of all live cameras that recognition was too slow for since the batch before: newer ones took their place, or no buffer was free.</summary>
    public long Lost { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in Frames)
            frame.Dispose();
    }
}
