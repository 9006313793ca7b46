using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>
/// A batch and what the detector found: <paramref name="Faces"/><c>[i]</c> are the faces of <c>Batch.Frames[i]</c>, and where
/// <paramref name="Cuts"/><c>[i]</c>, the camera shows another scene than in the frame before.
/// </summary>
public sealed record Detected(FrameBatch Batch, Face[][] Faces, bool[] Cuts) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Batch.Dispose();
}

/// <summary>A face that belongs to a track.</summary>
/// <param name="Track">Unique within its camera, counted from 1.</param>
/// <param name="Face">As detected in this frame.</param>
/// <param name="Confirmed">Seen often enough not to be a detector's slip; only such faces are shown and embedded.</param>
public readonly record struct TrackedFace(int Track, Face Face, bool Confirmed);

/// <summary>A frame's faces with their tracks, and the tracks that ended before it.</summary>
/// <param name="Faces">In the order of the detector.</param>
/// <param name="Ended">Confirmed ones that nobody will look for any more.</param>
/// <param name="Cut">They ended because this is another scene.</param>
public sealed record FrameTracks(TrackedFace[] Faces, int[] Ended, bool Cut = false);

/// <summary>A batch with tracks. <paramref name="Ended"/><c>[i]</c> are the last tracks of camera <c>Batch.Ended[i]</c>.</summary>
public sealed record Tracked(FrameBatch Batch, FrameTracks[] Frames, int[][] Ended) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Batch.Dispose();
}

/// <summary>
/// What the embedder learned of one face of a frame. <paramref name="Embedding"/> is null where it was not worth the time.
/// </summary>
/// <param name="Quality">How much it can tell.</param>
/// <param name="Embedding">The face as a direction.</param>
/// <param name="Reason">Why it was worth the time, where it was.</param>
/// <param name="Fault">What makes it not worth embedding; none when it only brought nothing new.</param>
public readonly record struct Look(LookQuality Quality, Embedding? Embedding, LookReason Reason = LookReason.New, LookFault Fault = LookFault.None);

/// <summary>Tracks with looks: <paramref name="Looks"/><c>[i][j]</c> belongs to <c>Tracked.Frames[i].Faces[j]</c>.</summary>
public sealed record Embedded(Tracked Tracked, Look[][] Looks) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Tracked.Dispose();
}

/// <summary>The end of the line: a result per frame, and the tracks that are over.</summary>
public sealed record Recognised(FrameBatch Batch, FrameResult[] Results, TrackSummary[] Ended) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Batch.Dispose();
}
