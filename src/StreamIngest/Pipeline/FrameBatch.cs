namespace FaceStream.StreamIngest.Pipeline;

/// <summary>The frames that go through the stages together: at most one of each camera, each camera's in order.</summary>
/// <param name="Frames">Owned by the batch.</param>
/// <param name="Ended">
/// Cameras whose stream (epoch) ended after their last frame: trackers close their tracks.
/// A batch may hold nothing else.
/// </param>
public sealed record FrameBatch(IReadOnlyList<Frame> Frames, IReadOnlyList<string> Ended) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in Frames)
            frame.Dispose();
    }
}
