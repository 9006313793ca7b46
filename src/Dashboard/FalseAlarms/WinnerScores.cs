using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.FalseAlarms;

/// <summary>How similar the tracks were to the likeliest person, since the start, in buckets.</summary>
internal sealed class WinnerScores : IRecognitionSink
{
    private const double From = -0.2, Width = 0.05;
    private const int Buckets = 24;

    private readonly int[] _named = new int[Buckets], _unnamed = new int[Buckets];

    /// <summary>As it is now.</summary>
    public WinnerScoresView View() => new(From, Width, [.. _named], [.. _unnamed]);

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (track.Closest is not { } similarity)
            return;
        var scores = track.Identity.State == IdentityState.Confirmed ? _named : _unnamed;
        Interlocked.Increment(ref scores[Math.Clamp((int)Math.Floor((similarity - From) / Width), 0, Buckets - 1)]);
    }
}
