using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>The tracks in view with their best looks: filled by the pipeline's last loop, asked by anybody.</summary>
/// <remarks>All members may be called from any thread.</remarks>
internal sealed class TracksInView
{
    // A track that joined an earlier one ends under that one's number; its own is never heard of again.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private readonly Dictionary<(string Camera, int Track), SeenTrack> _tracks = [];

    /// <summary>A track has a face in a frame.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="track">Its number.</param>
    /// <param name="at">The frame's wall-clock time.</param>
    /// <param name="quality">Of the look, where it has an embedding.</param>
    /// <param name="room">Looks that are kept of a track.</param>
    /// <returns>The look belongs among the best: add it.</returns>
    public bool See(string camera, int track, DateTimeOffset at, float? quality, int room)
    {
        lock (_one)
        {
            if (!_tracks.TryGetValue((camera, track), out var seen))
                _tracks[(camera, track)] = seen = new(at, room);
            seen.See(at);
            return quality is { } look && seen.Wants(look);
        }
    }

    /// <summary>Adds a look that is wanted.</summary>
    public void Add(string camera, int track, SeenLook look)
    {
        lock (_one)
        {
            if (_tracks.TryGetValue((camera, track), out var seen) && seen.Wants(look.Quality))
                seen.Add(look);
        }
    }

    /// <summary>A track is over: gives it back, and forgets those that have long been out of view.</summary>
    public SeenTrack? End(string camera, int track)
    {
        lock (_one)
        {
            if (!_tracks.Remove((camera, track), out var ended))
                return null;
            foreach (var (key, seen) in _tracks)
            {
                if (key.Camera == camera && seen.Last < ended.Last - Silence)
                    _tracks.Remove(key);
            }

            return ended;
        }
    }

    /// <summary>A track's best looks so far, best first, and what an operator said of it; null when it is not in view.</summary>
    public (IReadOnlyList<SeenLook> Looks, SightingDecision? Decision)? Find(string camera, int track)
    {
        lock (_one)
            return _tracks.TryGetValue((camera, track), out var seen) ? ([.. seen.Looks], seen.Decision) : null;
    }

    /// <summary>An operator says who it is; null takes that back. False when it has left meanwhile.</summary>
    public bool Decide(string camera, int track, SightingDecision? decision)
    {
        lock (_one)
        {
            if (!_tracks.TryGetValue((camera, track), out var seen))
                return false;
            seen.Decision = decision;
            return true;
        }
    }
}
