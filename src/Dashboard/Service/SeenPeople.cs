using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Service;

/// <summary>Counts what a service has seen, for its last words.</summary>
internal sealed class SeenPeople : IRecognitionSink
{
    private readonly Dictionary<string, long> _frames = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _people = [];

    /// <summary>Frames recognised, by camera.</summary>
    public long Frames(string camera) => _frames.GetValueOrDefault(camera);

    /// <summary>Tracks that were given a name, by the name that the person has now; who was removed is not named any more.</summary>
    public IReadOnlyDictionary<string, int> People(GalleryService gallery) => new SortedDictionary<string, int>(
        gallery.People.Where(person => _people.ContainsKey(person.Id)).ToDictionary(person => person.Name, person => _people[person.Id]), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result) =>
        _frames[result.Frame.Camera] = _frames.GetValueOrDefault(result.Frame.Camera) + 1;

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (track.Identity is { State: IdentityState.Confirmed, PersonId: { } person })
            _people[person] = _people.GetValueOrDefault(person) + 1;
    }
}
