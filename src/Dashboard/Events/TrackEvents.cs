using System.Text.Json;
using FaceStream.Dashboard.Web;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Events;

/// <summary>Tells of every track when it comes into view, and when who it is changes. Called by the pipeline's last loop alone.</summary>
internal sealed class TrackEvents(Outbox outbox) : IRecognitionSink
{
    // A track that joined an earlier one ends under that one's number; its own is never heard of again.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Camera, int Track), (IdentityState State, long? Person, DateTimeOffset At)> _told = [];

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        var (camera, at) = (result.Frame.Camera, result.Frame.CapturedAt);
        foreach (var face in result.Faces)
        {
            var (key, identity) = ((camera, face.Track), face.Identity);
            var isNews = !_told.TryGetValue(key, out var told) || (told.State, told.Person) != (identity.State, identity.PersonId);
            _told[key] = (identity.State, identity.PersonId, at);
            if (isNews)
                outbox.Add("identity", camera, JsonSerializer.Serialize(EventOf(face, camera, at), DashboardJson.Default.IdentityEvent), identity.PersonId is { } person ? [person] : []);
        }
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (!_told.Remove((track.Camera, track.Track), out var told))
            return;
        foreach (var (key, other) in _told)
        {
            if (key.Camera == track.Camera && other.At < told.At - Silence)
                _told.Remove(key);
        }
    }

    private static IdentityEvent EventOf(RecognisedFace face, string camera, DateTimeOffset at)
    {
        var (state, personId, person, similarity, confidence) = face.Identity;
        return new(camera, face.Track, at, state.ToString().ToLowerInvariant(), personId, person, MathF.Round(similarity, 4), Math.Round(confidence, 6));
    }
}
