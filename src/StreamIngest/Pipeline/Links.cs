using System.Threading.Channels;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>The two kinds of link between stages. Both are bounded; they differ in what gives when full.</summary>
public static class Links
{
    /// <summary>The writer waits. For work already paid for: detections, tracks, embeddings; and for frames of files.</summary>
    public static Channel<T> Lossless<T>(int depth) =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(depth) { SingleReader = true });

    /// <summary>The oldest item goes, so that what is processed is always recent. For frames of live cameras only.</summary>
    /// <param name="depth">Items kept. 1 gives the lowest latency, 2 keeps a fast stage from idling.</param>
    /// <param name="dropped">Told of each lost item before it is disposed; counts it, never throws.</param>
    public static Channel<T> NewestWins<T>(int depth, Action<T> dropped) where T : IDisposable =>
        Channel.CreateBounded<T>(
            new BoundedChannelOptions(depth) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            lost =>
            {
                dropped(lost);
                lost.Dispose();
            });
}
