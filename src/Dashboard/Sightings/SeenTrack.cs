using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>A track that is in view, with the best looks so far.</summary>
/// <param name="first">When it came into view.</param>
/// <param name="room">Looks that are kept.</param>
internal sealed class SeenTrack(DateTimeOffset first, int room)
{
    private readonly List<SeenLook> _looks = [];

    /// <summary>When it came into view; not after <see cref="Last"/>.</summary>
    public DateTimeOffset First { get; private set; } = first;

    /// <summary>When it was last in view.</summary>
    public DateTimeOffset Last { get; private set; } = first;

    /// <summary>What an operator said of it while it lasts.</summary>
    public SightingDecision? Decision { get; set; }

    /// <summary>The best first; equals by time.</summary>
    public IReadOnlyList<SeenLook> Looks => _looks;

    /// <summary>It is in view. When the clock was set back to before it came, it came then: the later reading is the right one.</summary>
    public void See(DateTimeOffset at) => (First, Last) = (at < First ? at : First, at);

    /// <summary>Whether a look of this quality belongs among the best.</summary>
    public bool Wants(float quality) => _looks.Count < room || quality > _looks[^1].Quality;

    /// <summary>Takes a look that is wanted; the worst makes room.</summary>
    public void Add(SeenLook look)
    {
        if (_looks.Count == room)
            _looks.RemoveAt(room - 1);
        var place = _looks.FindIndex(kept => kept.Quality < look.Quality);
        _looks.Insert(place < 0 ? _looks.Count : place, look);
    }
}
