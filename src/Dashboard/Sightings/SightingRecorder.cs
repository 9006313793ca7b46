using FaceStream.Dashboard.Explaining;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Keeps each track's best looks while it lasts, and hands it over when it ends. Called by the pipeline's last loop alone.</summary>
/// <param name="sightings">Where they are kept.</param>
/// <param name="options">How many looks.</param>
/// <param name="book">Knows why a track that ended has its name.</param>
internal sealed class SightingRecorder(SightingService sightings, SightingOptions options, ExplanationBook book) : IRecognitionSink, IDisposable
{
    // Wide enough to enrol from, see FaceCrop; 6 KB.
    private const int CropWidth = 192;

    // A track that joined an earlier one ends under that one's number; its own is never heard of again.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Camera, int Track), SeenTrack> _tracks = [];
    private readonly JpegEncoder _jpeg = new(quality: 85);

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        foreach (var face in result.Faces)
        {
            var key = (result.Frame.Camera, face.Track);
            if (!_tracks.TryGetValue(key, out var track))
                _tracks[key] = track = new(result.Frame.CapturedAt, options.Looks);
            track.Last = result.Frame.CapturedAt;
            if (face.Embedding is { } embedding && track.Wants(face.Quality))
                track.Add(new(result.Frame.CapturedAt, embedding, face.Quality, FaceCrop.Jpeg(frame, face.Face.Box, CropWidth, _jpeg)));
        }
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (_tracks.Remove((track.Camera, track.Track), out var seen))
        {
            sightings.Add(Sighting(track, seen));
            Sweep(track.Camera, seen.Last - Silence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _jpeg.Dispose();

    private NewSighting Sighting(TrackSummary track, SeenTrack seen)
    {
        var (identity, confirmed) = (track.Identity, track.Identity.State == IdentityState.Confirmed);
        return new(
            track.Camera, seen.First, seen.Last, track.Frames, (SightingState)identity.State, confirmed ? identity.PersonId : null,
            confirmed ? identity.Person : null, identity.Similarity, identity.Confidence, seen.Looks,
            book.Ended(ended => ended.Camera == track.Camera && ended.Track == track.Track) is [var why, ..] ? KeptExplanation.Of(why) : null);
    }

    private void Sweep(string camera, DateTimeOffset before)
    {
        foreach (var (key, seen) in _tracks)
        {
            if (key.Camera == camera && seen.Last < before)
                _tracks.Remove(key);
        }
    }
}
