using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Tracking;

/// <summary>Says which box follows which: one <see cref="CameraTracker"/> for each camera.</summary>
public sealed class FaceTracker(TrackerOptions options, RecognizerMetrics metrics) : IStep<Detected, Tracked>
{
    private readonly Dictionary<string, Seat> _cameras = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Tracked> ProcessAsync(Detected item, CancellationToken cancel)
    {
        var frames = new FrameTracks[item.Batch.Frames.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = item.Batch.Frames[i].Header;
            metrics.FacesDetected(frame.Camera, item.Faces[i].Length);

            // A file that starts again, or a stream that was opened again: times and places do not carry over. In another scene, places do not.
            int[] ended = [];
            if (!_cameras.TryGetValue(frame.Camera, out var seat))
                _cameras[frame.Camera] = seat = new(new(options));
            else if (seat.Epoch != frame.Epoch || item.Cuts[i])
                ended = seat.Tracker.Reset();

            var cut = item.Cuts[i] && seat.Epoch == frame.Epoch;
            seat.Epoch = frame.Epoch;
            var tracks = seat.Tracker.Update(item.Faces[i], frame.Time);
            frames[i] = tracks with { Ended = ended is [] ? tracks.Ended : [.. ended, .. tracks.Ended], Cut = cut };
        }

        var closed = new int[item.Batch.Ended.Count][];
        for (var i = 0; i < closed.Length; i++)
            closed[i] = _cameras.TryGetValue(item.Batch.Ended[i], out var seat) ? seat.Tracker.Reset() : [];
        return new(new Tracked(item.Batch, frames, closed));
    }

    private sealed class Seat(CameraTracker tracker)
    {
        public CameraTracker Tracker => tracker;

        public int Epoch { get; set; }
    }
}
