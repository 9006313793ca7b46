using FaceStream.Dashboard.Explaining;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Keeps each track's best looks while it lasts, and hands it over when it ends. Called by the pipeline's last loop alone.</summary>
/// <param name="sightings">Where sightings are kept; null where none are.</param>
/// <param name="options">What is kept of a track.</param>
/// <param name="tracks">Those in view.</param>
/// <param name="book">Knows why a track that ended has its name.</param>
internal sealed class SightingRecorder(SightingService? sightings, SightingOptions options, TracksInView tracks, ExplanationBook book) : IRecognitionSink, IDisposable
{
    // Wide enough to enrol from, see FaceCrop; 6 KB.
    private const int CropWidth = 192;

    private readonly JpegEncoder _jpeg = new(quality: 85);

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        var (camera, at) = (result.Frame.Camera, result.Frame.CapturedAt);
        foreach (var face in result.Faces)
        {
            if (tracks.See(camera, face.Track, at, face.Embedding is null ? null : face.Quality, options.Looks))
                tracks.Add(camera, face.Track, new(at, face.Embedding!, face.Quality, Crop(frame, face.Face)));
        }
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (tracks.End(track.Camera, track.Track) is { } seen)
            sightings?.Add(Sighting(track, seen));
    }

    /// <inheritdoc/>
    public void Dispose() => _jpeg.Dispose();

    private ReadOnlyMemory<byte> Crop(Frame frame, in Face face)
    {
        var (picture, best) = SharpestView.Of(frame, face);
        return FaceCrop.Jpeg(picture, best.Box, CropWidth, _jpeg);
    }

    private NewSighting Sighting(TrackSummary track, SeenTrack seen)
    {
        var (identity, confirmed) = (track.Identity, track.Identity.State == IdentityState.Confirmed);
        return new(
            track.Camera, seen.First, seen.Last, track.Frames, (SightingState)identity.State, confirmed ? identity.PersonId : null,
            confirmed ? identity.Person : null, identity.Similarity, identity.Confidence, seen.Looks,
            book.Ended(ended => ended.Camera == track.Camera && ended.Track == track.Track) is [var why, ..] ? KeptExplanation.Of(why) : null, seen.Decision);
    }
}
